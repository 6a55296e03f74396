using System.Globalization;

namespace MeshGitOps.Cli.Reporting;

/// <summary>
/// One line on a terminal's standard error that says what is being done, from the first second on; gone at the end.
/// A log has no such line.
/// </summary>
internal sealed class Progress : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    private readonly CommandSession _session;
    private readonly long _start;
    private readonly ITimer? _timer;
    private readonly Lock _lock = new();
    private string _stage = "";
    private bool _isShown;
    private bool _isOver;

    public Progress(CommandSession session)
    {
        _session = session;
        _start = session.Clock.GetTimestamp();
        _timer = session.ErrorIsTerminal && session.Environment("TERM") != "dumb"
            ? session.Clock.CreateTimer(_ => Show(), null, Patience, Pace)
            : null;
    }

    /// <summary>Since the start, whether or not the line is still shown.</summary>
    public TimeSpan Elapsed => _session.Clock.GetElapsedTime(_start);

    public void Report(string stage) => _stage = stage;

    /// <summary>Takes the line away, so that a report can follow.</summary>
    public void Finish()
    {
        _timer?.Dispose();
        lock (_lock)
        {
            _isOver = true;
            if (_isShown)
            {
                _isShown = false;
                _session.Error.Write("\r\u001b[K");
            }
        }
    }

    public void Dispose() => Finish();

    private void Show()
    {
        lock (_lock)
        {
            if (!_isOver)
            {
                _isShown = true;
                _session.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r\u001b[K{_stage} ({Elapsed.TotalSeconds:0} s)"));
            }
        }
    }
}
