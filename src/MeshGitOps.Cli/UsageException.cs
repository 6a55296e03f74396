namespace MeshGitOps.Cli;

/// <summary>The command line or its surroundings are wrong in a way that no line of a file shows: exit code 2.</summary>
internal sealed class UsageException(string message) : Exception(message);
