using System.Collections.Immutable;
using System.Text;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Rendering.Planning;

/// <summary>
/// The text of the lock file: one line <c>host: address</c> per host, sorted, so that two branches merge line by line.
/// </summary>
public static class AddressLockFile
{
    private const string Header =
        "# One virtual address per host, the same in every cluster. Written by 'meshgitops render'; commit it.\n";

    public static Diagnosed<AddressLock> Read(SourceText source)
    {
        var (documents, problems) = YamlTreeBuilder.Build(source);
        var diagnostics = new DiagnosticBag();
        diagnostics.AddRange(problems);
        var addresses = ImmutableSortedDictionary.CreateBuilder<string, LockedAddress>(StringComparer.Ordinal);
        foreach (var document in documents)
        {
            if (document.Root is not YamlMapping mapping)
            {
                Report(diagnostics, document.Root, "The lock file is no list of 'host: address' lines.");
                continue;
            }

            foreach (var (key, value) in mapping.Entries)
            {
                if (value is not YamlScalar address || !DnsNames.IsDomain(key.Value))
                {
                    Report(diagnostics, key, $"'{key.Value}' is no line 'host: address'.");
                    continue;
                }

                addresses[key.Value] = new LockedAddress(address.Value, address.Location);
            }
        }

        return diagnostics.With(new AddressLock(addresses.ToImmutable()));
    }

    /// <summary>The whole file; an empty lock has the header alone.</summary>
    public static string Write(AddressLock addressLock)
    {
        var text = new StringBuilder(Header);
        foreach (var (host, locked) in addressLock.Addresses)
        {
            text.Append(host).Append(": ").Append(locked.Address).Append('\n');
        }

        return text.ToString();
    }

    private static void Report(DiagnosticBag diagnostics, YamlNode node, string message) =>
        diagnostics.Add(
            AddressDiagnostics.LockFileInvalid,
            node.Location,
            message,
            "Take the committed version back, or delete the line: 'meshgitops render' writes it again.");
}
