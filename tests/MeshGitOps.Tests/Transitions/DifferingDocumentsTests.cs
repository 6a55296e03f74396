using System.Text;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Rendering.Transitions;

namespace MeshGitOps.Tests.Transitions;

public sealed class DifferingDocumentsTests
{
    private static readonly string Client = $"{Entry("a.example.com", 1)}---\n{Entry("b.example.com", 1)}---\n{Entry("c.example.com", 1)}";

    [Fact]
    public void Keeps_the_documents_of_hosts_that_change()
    {
        var changed = Client.Replace(Entry("b.example.com", 1), Entry("b.example.com", 2), StringComparison.Ordinal);

        Assert.Equal(Entry("b.example.com", 1).TrimEnd('\n'), Kept(Client, changed, ofFile: Client));
    }

    [Fact]
    public void Keeps_what_other_objects_say_of_them()
    {
        const string rule = "kind: DestinationRule\nmetadata:\n  name: of-another-name\nspec:\n  host: b.example.com\n";
        var changed = Client.Replace(Entry("b.example.com", 1), Entry("b.example.com", 2), StringComparison.Ordinal);

        Assert.Equal(rule.TrimEnd('\n'), Kept(Client, changed, ofFile: $"{Entry("a.example.com", 1)}---\n{rule}"));
    }

    [Fact]
    public void Keeps_the_documents_of_hosts_that_a_gateway_no_longer_opens() =>
        Assert.Equal(
            Entry("b.example.com", 1).TrimEnd('\n'),
            Kept(Gateway(15443, "a.example.com, b.example.com"), Gateway(15443, "a.example.com"), ofFile: Client));

    [Fact]
    public void Keeps_nothing_where_nothing_differs() => Assert.Equal("", Kept(Client, Client, ofFile: Client));

    [Fact]
    public void Leaves_it_open_where_a_gateway_changes_its_port_or_a_document_cannot_be_read()
    {
        Assert.Null(Kept(Gateway(15443, "a.example.com"), Gateway(15444, "a.example.com"), ofFile: Client));
        Assert.Null(Kept(Client, Client + "---\n[", ofFile: Client));
    }

    private static string? Kept(string before, string after, string ofFile) =>
        DifferingDocuments.Of([File(before)], [File(after)]) is { } differing ? Encoding.UTF8.GetString(differing.In(File(ofFile)).Span) : null;

    private static OutputFileText File(string text) => new(OutputPath.Create("clusters/a/mesh-acme/client.yaml"), "a", Encoding.UTF8.GetBytes(text));

    private static string Entry(string host, int port) =>
        $"apiVersion: networking.istio.io/v1\nkind: ServiceEntry\nmetadata:\n  name: {host}\nspec:\n  hosts:\n  - {host}\n  ports:\n  - number: {port}\n";

    private static string Gateway(int port, string hosts) =>
        $"apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata:\n  name: gateway\nspec:\n  servers:\n  - port: {{number: {port}}}\n    hosts: [{hosts}]\n";
}
