using System.CommandLine;
using System.Text;
using MeshGitOps.Specs.Kinds;

namespace MeshGitOps.Cli.Commands;

/// <summary><c>meshgitops init [PATH]</c>: a small workspace to start from, never over a file that is there.</summary>
internal static class InitCommand
{
    public static Command Create(CommandSession session)
    {
        var path = CommonOptions.WithoutOptions(new Argument<string>("PATH")
        {
            Description = "The folder of the new workspace; made where it does not exist.",
            DefaultValueFactory = _ => ".",
        });
        var command = new DescribedCommand(
            "init",
            "Write a small, complete, commented workspace: two clusters, one global namespace.",
            new CommandExample("meshgitops init", "in this folder"),
            new CommandExample("meshgitops init mesh-of-acme", "in a new folder"))
        {
            path,
        };
        command.SetAction(parsed => (int)Run(session.Absolute(parsed.GetRequiredValue(path)), session));
        return command;
    }

    private static ExitCode Run(string folder, CommandSession session)
    {
        var files = StarterWorkspace.Files.Concat(Schemas())
            .Select(file => (Path: Path.Combine(folder, file.Path), file.Text))
            .ToList();
        if (files.Find(file => Path.Exists(file.Path)) is { Path: { } existing })
        {
            throw new UsageException($"'{session.Display(existing)}' exists already, nothing was written.");
        }

        foreach (var (path, text) in files)
        {
            Write(path, text, session);
        }

        WriteGitAttributes(Path.Combine(folder, ".gitattributes"), session);
        var place = Path.GetFullPath(folder) == session.CurrentDirectory ? "" : $" {session.Display(folder)}";
        session.Output.WriteLine();
        session.Output.WriteLine($"Next: 'meshgitops validate{place}', then 'meshgitops render{place}'.");
        return ExitCode.Clean;
    }

    /// <summary>A repository often has such a file already: it stays, with a word on what to add.</summary>
    private static void WriteGitAttributes(string path, CommandSession session)
    {
        if (!Path.Exists(path))
        {
            Write(path, StarterWorkspace.GitAttributes, session);
            return;
        }

        session.Output.WriteLine();
        session.Output.WriteLine($"'{session.Display(path)}' exists already. Add to it, so that rendered files merge and keep their line ends:");
        session.Output.WriteLine();
        session.Output.Write(StarterWorkspace.GitAttributes);
    }

    private static void Write(string path, string text, CommandSession session)
    {
        Directory.CreateDirectory(Path.Combine(path, ".."));
        using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        stream.Write(Encoding.UTF8.GetBytes(text));
        session.Output.WriteLine($"wrote {session.Display(path)}");
    }

    /// <summary>What the first lines of the specs point editors to; beside them, so that it works offline and fits this version.</summary>
    private static IEnumerable<(string Path, string Text)> Schemas() =>
        SpecKinds.All.Select(kind => ($".meshgitops/schemas/{kind.Schema.FileName}", kind.Schema.Text));
}
