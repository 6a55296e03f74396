using System.Diagnostics;

namespace MeshGitOps.Workspace.Git;

/// <summary>
/// What a run of git inherits. A hook that calls this tool exports the repository, index and objects that git works on
/// (githooks(5)); taken over they would lead every command to another repository than the one it names.
/// </summary>
internal static class GitEnvironment
{
    private static readonly string[] OfAnotherRun =
    [
        "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_INDEX_VERSION", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_COMMON_DIR", "GIT_IMPLICIT_WORK_TREE", "GIT_NAMESPACE", "GIT_PREFIX", "GIT_QUARANTINE_PATH", "GIT_INTERNAL_SUPER_PREFIX", "GIT_SHALLOW_FILE",
        "GIT_GRAFT_FILE", "GIT_REPLACE_REF_BASE", "GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS",
        "GIT_DEFAULT_HASH", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM",
    ];

    /// <summary>They name programs to run, or files to write to.</summary>
    private static readonly string[] OfTheUser =
    [
        "GIT_CONFIG", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_PARAMETERS", "GIT_CONFIG_COUNT", "GIT_EXTERNAL_DIFF", "GIT_DIFF_OPTS", "GIT_EDITOR",
        "GIT_PAGER", "GIT_SSH", "GIT_SSH_COMMAND", "GIT_ASKPASS", "GIT_PROXY_COMMAND", "GIT_TEMPLATE_DIR",
    ];

    public static void Clean(ProcessStartInfo start, GitTrust trust)
    {
        var environment = start.Environment;
        foreach (var name in OfAnotherRun)
        {
            environment.Remove(name);
        }

        environment["LC_ALL"] = "C";
        environment["GIT_TERMINAL_PROMPT"] = "0";
        environment["GIT_OPTIONAL_LOCKS"] = "0";
        environment["GIT_NO_REPLACE_OBJECTS"] = "1";
        environment["GIT_LFS_SKIP_SMUDGE"] = "1";
        environment["GIT_EDITOR"] = "false";
        if (trust == GitTrust.User)
        {
            return;
        }

        foreach (var name in environment.Keys.Where(IsOfTheUser).ToList())
        {
            environment.Remove(name);
        }

        environment["GIT_CONFIG_NOSYSTEM"] = "1";
        environment["GIT_CONFIG_GLOBAL"] = OperatingSystem.IsWindows() ? "NUL" : "/dev/null";
        environment["GIT_ATTR_NOSYSTEM"] = "1";
        environment["GIT_NO_LAZY_FETCH"] = "1";
        environment["GIT_ALLOW_PROTOCOL"] = "none";
    }

    /// <summary>The settings that stand on every command line; those of a repository cannot override them.</summary>
    public static IEnumerable<string> Settings(GitTrust trust)
    {
        yield return "core.hooksPath=" + (OperatingSystem.IsWindows() ? "NUL" : "/dev/null");
        yield return "core.fsmonitor=false";
        yield return "core.quotePath=false";
        yield return "protocol.ext.allow=never";
        yield return "submodule.recurse=false";
        yield return "gc.auto=0";
        yield return "maintenance.auto=false";
        if (trust == GitTrust.Isolated)
        {
            yield return "protocol.allow=never";
        }
    }

    private static bool IsOfTheUser(string name) =>
        OfTheUser.Contains(name, StringComparer.Ordinal)
        || name.StartsWith("GIT_CONFIG_KEY_", StringComparison.Ordinal)
        || name.StartsWith("GIT_CONFIG_VALUE_", StringComparison.Ordinal)
        || name.StartsWith("GIT_TRACE", StringComparison.Ordinal);
}
