using System.Collections.Immutable;
using System.Globalization;

namespace MeshGitOps.Rendering.Templates;

/// <summary>One render: counts what it does and stops it where that is too much.</summary>
internal sealed class TemplateRun(ImmutableArray<TemplateLoop> loops)
{
    private long _steps;

    /// <summary>Pays for all turns of a loop before the first.</summary>
    /// <returns>The list or mapping itself.</returns>
    public object? Enter(int loop, object? items)
    {
        var count = items switch
        {
            List<object?> list => list.Count,
            OrderedDictionary<string, object?> mapping => mapping.Count,
            null => 0,
            _ => throw new TemplateFailure(
                TemplateDiagnostics.Value,
                "is no list and no mapping to go through",
                "Give 'each' a list of the model.",
                loop),
        };
        Pay(1 + ((long)count * loops[loop].Tags), loop);
        return items;
    }

    /// <summary>Makes a function that returns much cost as much as writing it would.</summary>
    public void PayFor(string text) => Pay(1 + (text.Length / 16), null);

    private void Pay(long steps, int? loop)
    {
        _steps += steps;
        if (_steps > TemplateLimits.Steps)
        {
            throw new TemplateFailure(
                TemplateDiagnostics.Limit,
                string.Create(CultureInfo.InvariantCulture, $"takes more than {TemplateLimits.Steps} steps"),
                "Loops inside loops multiply: render for each GlobalNamespace or GlobalService instead.",
                loop);
        }
    }
}
