using MeshGitOps.Specs.Kinds;
using MeshGitOps.Tests.TestSupport;
using Xunit.Abstractions;

namespace MeshGitOps.Tests.Kinds;

public sealed class SpecFuzzTests(ITestOutputHelper output)
{
    [Fact]
    public void No_changed_document_makes_the_reader_throw()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var mutations = new DocumentMutations(seed);
        var findings = 0;
        for (var i = 0; i < 2_000; i++)
        {
            var (path, text) = (i % 10 == 0 ? "meshgitops.yaml" : "mesh.yaml", mutations.Next());
            var folder = new InMemorySourceFolder((path, text), ("mesh/other.yaml", CompleteDocuments.Cluster));

            var diagnostics = Read(folder, text);

            findings += diagnostics.Length;
            Assert.All(diagnostics, diagnostic =>
            {
                Assert.InRange(diagnostic.Location.Span.Start, 0, diagnostic.Location.Source.Text.Length);
                Assert.InRange(diagnostic.Location.Span.End, 0, diagnostic.Location.Source.Text.Length);
                Assert.EndsWith(".", diagnostic.Message, StringComparison.Ordinal);
            });
        }

        Assert.True(findings > 700, $"Only {findings} findings: the changes do not reach the checks.");
    }

    private static System.Collections.Immutable.ImmutableArray<MeshGitOps.Specs.Diagnostics.Diagnostic> Read(
        InMemorySourceFolder folder,
        string text)
    {
        try
        {
            return SpecReader.Read(folder, "", 1).Diagnostics;
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"The reader throws for:\n{text}", exception);
        }
    }
}
