using System.Collections.Immutable;
using System.CommandLine;
using MeshGitOps.Cli.Reporting;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Schemas;

namespace MeshGitOps.Cli.Commands;

/// <summary><c>meshgitops addresses</c>: lists the virtual addresses, gives a host another one, forgets those of removed hosts.</summary>
internal static class AddressesCommand
{
    public static Command Create(CommandSession session, CommonOptions options)
    {
        var path = CommonOptions.WorkspacePath();
        var command = new DescribedCommand(
            "addresses",
            "List the virtual addresses of the hosts, the same in every cluster.",
            new CommandExample("meshgitops addresses", "list them"),
            new CommandExample("meshgitops addresses reassign HOST", "after a merge gave two hosts one address"),
            new CommandExample("meshgitops addresses prune", "forget the addresses of removed hosts"))
        {
            path,
            CreateReassign(session, options),
            CreatePrune(session, options),
        };
        options.AddReporting(command);
        command.SetAction(parsed =>
            (int)List(WorkspaceRun.Open(parsed.GetRequiredValue(path), session), session, options.Read(parsed, session)));
        return command;
    }

    private static DescribedCommand CreateReassign(CommandSession session, CommonOptions options)
    {
        var host = CommonOptions.WithoutOptions(new Argument<string>("HOST") { Description = "A host of the lock file." });
        var path = CommonOptions.WorkspacePath();
        var command = new DescribedCommand(
            "reassign",
            "Give a host another virtual address: the cure where two hosts have one.",
            new CommandExample("meshgitops addresses reassign catalog.acme.example.com", "in the workspace of this folder"))
        {
            host,
            path,
        };
        options.AddReporting(command);
        command.SetAction(parsed => (int)Reassign(
            parsed.GetRequiredValue(host),
            WorkspaceRun.Open(parsed.GetRequiredValue(path), session),
            session,
            options.Read(parsed, session)));
        return command;
    }

    private static DescribedCommand CreatePrune(CommandSession session, CommonOptions options)
    {
        var path = CommonOptions.WorkspacePath();
        var command = new DescribedCommand(
            "prune",
            "Forget the virtual addresses of hosts that are gone; a later host may get them.",
            new CommandExample("meshgitops addresses prune", "in the workspace of this folder"))
        {
            path,
        };
        options.AddReporting(command);
        command.SetAction(parsed =>
            (int)Prune(WorkspaceRun.Open(parsed.GetRequiredValue(path), session), session, options.Read(parsed, session)));
        return command;
    }

    private static ExitCode List(WorkspaceRun run, CommandSession session, ReportOptions options)
    {
        var (result, _) = CheckedRun.Run(run, session, new PipelineOptions { MaxParallelism = options.MaxParallelism });
        if (CheckedRun.HasNoInputs(result))
        {
            return CheckedRun.ReportNoInputs(run, session);
        }

        if (!result.IsPlanned)
        {
            return Refuse(result, run, session, options);
        }

        var hosts = result.Plan.Hosts.Select(host => host.Host).ToHashSet(StringComparer.Ordinal);
        TextTable.Write(
            session.Output,
            ["HOST", "ADDRESS", "REMARK"],
            [.. result.Plan.Addresses.Addresses.Select(line => new[] { line.Key, line.Value.Address, Remark(line.Key, hosts, result) })]);
        return ExitCode.Clean;
    }

    private static string Remark(string host, HashSet<string> hosts, PipelineResult result) =>
        !hosts.Contains(host) ? "no host has this name any more"
        : !result.CommittedAddresses.Addresses.ContainsKey(host) ? "'render' adds it to the lock file"
        : "";

    private static ExitCode Reassign(string host, WorkspaceRun run, CommandSession session, ReportOptions options)
    {
        var (result, _) = CheckedRun.Run(run, session, new PipelineOptions
        {
            MaxParallelism = options.MaxParallelism,
            ReviseLock = committed => new AddressLock(committed.Addresses.Remove(host)),
        });
        if (!result.IsPlanned)
        {
            return Refuse(result, run, session, options);
        }

        if (!result.CommittedAddresses.Addresses.TryGetValue(host, out var before))
        {
            var help = Suggestion.Help(host, result.CommittedAddresses.Addresses.Keys);
            throw new UsageException($"The lock file has no host '{host}'. {help}".TrimEnd());
        }

        // Another mistake in the addresses must not keep this one from being cured, so errors elsewhere do not matter here.
        if (!result.Plan.Addresses.Addresses.TryGetValue(host, out var after))
        {
            throw new UsageException($"No host has the name '{host}' any more: 'meshgitops addresses prune' forgets its address.");
        }

        if (before.Address == after.Address)
        {
            session.Output.WriteLine($"{host} keeps {after.Address}: no other host has it.");
            return ExitCode.Clean;
        }

        Write(run, result, new AddressLock(result.CommittedAddresses.Addresses.SetItem(host, after)));
        session.Output.WriteLine($"{host} has {after.Address} now; it had {TerminalText.Clean(before.Address)}. 'meshgitops render' writes it to the clusters.");
        return ExitCode.Clean;
    }

    private static ExitCode Prune(WorkspaceRun run, CommandSession session, ReportOptions options)
    {
        var (result, _) = CheckedRun.Run(run, session, new PipelineOptions { MaxParallelism = options.MaxParallelism });
        if (CheckedRun.HasNoInputs(result))
        {
            return CheckedRun.ReportNoInputs(run, session);
        }

        // An error may be the reason why a host is missing: its address would be given away.
        if (result.HasErrors)
        {
            return Refuse(result, run, session, options);
        }

        var hosts = result.Plan.Hosts.Select(host => host.Host).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<string> gone = [.. result.CommittedAddresses.Addresses.Keys.Where(host => !hosts.Contains(host))];
        if (gone.IsEmpty)
        {
            session.Output.WriteLine("Nothing to forget: every line of the lock file has its host.");
            return ExitCode.Clean;
        }

        Write(run, result, new AddressLock(result.CommittedAddresses.Addresses.RemoveRange(gone)));
        foreach (var host in gone)
        {
            session.Output.WriteLine($"forgot {TerminalText.Clean(host)} {TerminalText.Clean(result.CommittedAddresses.Addresses[host].Address)}");
        }

        return ExitCode.Clean;
    }

    private static void Write(WorkspaceRun run, PipelineResult result, AddressLock addresses) =>
        LockFile.Write(run.PathToWrite(WorkspaceFiles.LockPath(result.Specs)), addresses);

    private static ExitCode Refuse(PipelineResult result, WorkspaceRun run, CommandSession session, ReportOptions options)
    {
        new TextReport(session.Output, options.Style, run.Display).Write(FindingSelection.Of(result.Diagnostics, options.FindingLimit));
        new RunSummary(session.Output, options.Style).WriteFound(result.Diagnostics);
        return ExitCode.Findings;
    }
}
