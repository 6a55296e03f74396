using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Workspace;

/// <summary>What can be wrong with the files of a repository and with an output folder.</summary>
public static class WorkspaceDiagnostics
{
    public static readonly DiagnosticDescriptor PathNotFound = new(
        "MGO6001", "Path does not exist", Severity.Error,
        "The path that was given names neither a file nor a folder. Give the workspace, a folder below it, or a file in it.");

    public static readonly DiagnosticDescriptor FileUnreadable = new(
        "MGO6002", "File cannot be read", Severity.Error,
        "The file is missing, is a folder, or may not be read. What it declares would be missing from the output, so nothing is rendered.");

    public static readonly DiagnosticDescriptor FileTooLarge = new(
        "MGO6003", "File is too large", Severity.Error,
        "A file may have 4 MiB. Larger ones are no specs, and reading them would take memory that a shared build machine does not have. Split the file.");

    public static readonly DiagnosticDescriptor SourcesTooLarge = new(
        "MGO6004", "Files are too large together", Severity.Error,
        "All files of one run may have 256 MiB together. Name the folders that hold specs in 'spec.specs' of the workspace.");

    public static readonly DiagnosticDescriptor NotUtf8 = new(
        "MGO6005", "File is not UTF-8", Severity.Error,
        "Specs and manifests are UTF-8 text, with or without a byte-order mark. Kubernetes reads nothing else either. Save the file as UTF-8.");

    public static readonly DiagnosticDescriptor OutsideRepository = new(
        "MGO6006", "Path leads out of the repository", Severity.Error,
        "A path leaves the repository by '..', by an absolute path, into '.git', or through a symbolic link. Such a file is never read: "
        + "whoever can propose a change could otherwise read the files of the machine that renders it.");

    public static readonly DiagnosticDescriptor TooManyLinks = new(
        "MGO6007", "Path goes through too many links", Severity.Error,
        "A path may go through 10 symbolic links. More are a loop, or a chain that nobody can review.");

    public static readonly DiagnosticDescriptor FolderUnreadable = new(
        "MGO6008", "Folder cannot be listed", Severity.Error,
        "The files below the folder are unknown, so what they declare would silently be missing. Allow reading the folder, or take it out of the specs.");

    public static readonly DiagnosticDescriptor LinkPassedOver = new(
        "MGO6009", "Link is passed over", Severity.Warning,
        "A symbolic link in a listed folder leads out of the repository, into '.git', or round in a loop. It is not followed. Copy the file into the repository.");

    public static readonly DiagnosticDescriptor InventoryMalformed = new(
        "MGO6020", "Inventory has a bad line", Severity.Error,
        "The inventory says which files of the output are ours; only those are ever replaced or deleted. A line that cannot be read could hide one. "
        + "Restore the file from git.");

    public static readonly DiagnosticDescriptor InventoryConflict = new(
        "MGO6021", "Inventory has a merge conflict", Severity.Error,
        "A merge left conflict markers. Delete them, keep the lines of both sides, and render again: "
        + "the render puts both files and inventory right. The line 'inventory merge=union' in '.gitattributes' lets git do it.");

    public static readonly DiagnosticDescriptor InventoryPathNotOwn = new(
        "MGO6022", "Inventory claims a path that is not its own", Severity.Error,
        "The inventory of a cluster may name only files below 'clusters/<cluster>/' and '.meshgitops/<cluster>/'. "
        + "Any other path would let a changed inventory delete files that we never wrote. Restore the file from git.");

    public static readonly DiagnosticDescriptor InTheWay = new(
        "MGO6023", "File in the way", Severity.Error,
        "Something lies where a file would be written, and no inventory says that it is ours. It is never replaced. Move it away, or delete it if it is a leftover.");

    public static readonly DiagnosticDescriptor LinkInOutput = new(
        "MGO6024", "Link in the output", Severity.Error,
        "A symbolic link lies in the output folder where a file or folder of ours belongs. Writing or deleting through it would reach files elsewhere. Delete the link.");

    public static readonly DiagnosticDescriptor HandEdited = new(
        "MGO6025", "Rendered file was edited by hand", Severity.Error,
        "The file differs from what the last render wrote and from what this one would write. The next render would lose the edit. "
        + "Make the change in the specs, or give it up with '--overwrite'.");

    public static readonly DiagnosticDescriptor OutputUnusable = new(
        "MGO6026", "Output cannot be read or written", Severity.Error,
        "The disk refused an operation on the output folder. If it happened before the changes were complete, nothing was changed; "
        + "otherwise the next command finishes them.");

    public static readonly DiagnosticDescriptor OutputLocked = new(
        "MGO6027", "Output is in use", Severity.Error,
        "Another command is writing the same output folder. Two at once would mix their files. Wait for the other one, then start again.");

    public static readonly DiagnosticDescriptor OutputChangedMeanwhile = new(
        "MGO6028", "Output changed meanwhile", Severity.Error,
        "Another command changed the output after this one compared with it, so that the comparison is no longer true. Nothing was written. Start again.");

    public static readonly DiagnosticDescriptor TransactionDamaged = new(
        "MGO6029", "Unfinished changes are damaged", Severity.Error,
        "A command was stopped while it changed the output, and what it left cannot be trusted: a path that is not ours, a link, or a file that is not what the journal says. "
        + "Delete the folder, restore the output from git, and render again.");

    public static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        PathNotFound, FileUnreadable, FileTooLarge, SourcesTooLarge, NotUtf8, OutsideRepository, TooManyLinks, FolderUnreadable, LinkPassedOver,
        InventoryMalformed, InventoryConflict, InventoryPathNotOwn, InTheWay, LinkInOutput, HandEdited, OutputUnusable, OutputLocked,
        OutputChangedMeanwhile, TransactionDamaged,
    ];
}
