using System.Text.Json;
using System.Text.RegularExpressions;
using MeshGitOps.Cli.Reporting;
using MeshGitOps.Tests.Golden;
using MeshGitOps.Tests.TestSupport;
using NJsonSchema;

namespace MeshGitOps.Tests.Cli.Diff;

public sealed class DiffCommandTests : IDisposable
{
    private readonly ChangedFleet _fleet = new();

    public void Dispose() => _fleet.Dispose();

    [Theory]
    [InlineData("text", "txt")]
    [InlineData("unified", "diff")]
    [InlineData("json", "json")]
    [InlineData("markdown", "md")]
    public void Says_what_a_small_change_comes_to(string format, string extension)
    {
        var run = _fleet.Change().Run("diff", "-o", format);

        Assert.Equal(0, run.ExitCode);
        var text = format == "markdown" ? run.Output : Regex.Replace(run.Output, "(\"elapsedSeconds\": |[Tt]ook )[0-9.]+", "${1}0");
        GoldenFile.Verify(Repository.PathOf("tests", "MeshGitOps.Tests", "Cli", "Diff", format), extension, text);
    }

    [Fact]
    public void Writes_nothing_but_reports_and_shows_the_line_that_the_lock_file_would_get()
    {
        _fleet.Change();
        var before = _fleet.Snapshot();

        var run = _fleet.Run("diff", "-o", "text", "-o", "json=/dev/null");

        Assert.Equal(before, _fleet.Snapshot());
        Assert.Contains("Virtual addresses that a render would write into the lock file:\n  + loyalty.acme.example.com: 240.", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("unified")]
    [InlineData("json")]
    [InlineData("markdown")]
    public void Exits_4_where_something_differs_only_if_asked_to(string format)
    {
        Assert.Equal(0, _fleet.Run("diff", "--exit-code", "-o", format).ExitCode);
        _fleet.Change();

        Assert.Equal(0, _fleet.Run("diff", "-o", format).ExitCode);
        Assert.Equal(4, _fleet.Run("diff", "--exit-code", "-o", format).ExitCode);
    }

    [Fact]
    public void A_lock_line_alone_is_a_difference()
    {
        _fleet.Replace("addresses.lock.yaml", "users.acme.example.com: 240.11.110.17\n", "");

        var run = _fleet.Run("diff", "--exit-code");

        Assert.Equal(4, run.ExitCode);
        Assert.Contains("  + users.acme.example.com: 240.11.110.17\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("Against rendered/: nothing changes.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Stops_where_a_render_stops_with_exit_1_and_compares_nothing()
    {
        _fleet.Write("mesh/broken.yaml", "apiVersion: [");

        var run = _fleet.Run("diff", "--exit-code");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("error[MGO1001]", run.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing was compared.\n", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Against", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_in_the_way_of_a_rendered_one_is_refused_as_in_a_render()
    {
        _fleet.Write("apps/aks/more.yaml", _fleet.Read("apps/aks/catalog.yaml").Replace("catalog", "more", StringComparison.Ordinal));
        _fleet.Write("rendered/clusters/aks/mesh-acme/more.acme.example.com.yaml", "mine: 1\n");

        Assert.Equal(5, _fleet.Run("diff").ExitCode);
        Assert.Equal(5, _fleet.Run("render").ExitCode);
    }

    [Fact]
    public void Compares_with_any_folder_that_was_rendered_into()
    {
        Assert.Equal(0, _fleet.Run("render", "--output", "old").ExitCode);
        _fleet.Change();
        Assert.Equal(0, _fleet.Run("render").ExitCode);

        Assert.Contains("Against rendered/: nothing changes.", _fleet.Run("diff").Output, StringComparison.Ordinal);
        Assert.Contains("Against old/: 4 hosts change in both clusters; ", _fleet.Run("diff", "--against", "old").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Option '--against' is empty.")]
    [InlineData("nowhere", "There is no folder 'nowhere' to compare with, and no repository of git that could have such a revision.")]
    [InlineData("mesh", "The folder 'mesh' holds no rendered output: it has no '.meshgitops'.")]
    public void Says_what_it_cannot_compare_with(string against, string message)
    {
        var run = _fleet.Run("diff", "--against", against);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"error: {message}\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_is_new_where_nothing_was_rendered_yet()
    {
        Directory.Delete(_fleet.Folder.At("rendered"), recursive: true);

        var run = _fleet.Run("diff");

        Assert.Contains("Against rendered/: 6 hosts appear in both clusters; ", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("MGO43", run.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_fleet.Folder.At("rendered")));
    }

    [Fact]
    public void A_switch_of_the_layout_changes_no_object()
    {
        _fleet.Replace("meshgitops.yaml", "  output:\n", "  output:\n    layout: PerCluster\n");

        var run = _fleet.Run("diff", "--exit-code");

        Assert.Equal(4, run.ExitCode);
        Assert.Contains("Against rendered/: 2 files beside the manifests differ in both clusters.\n", run.Output, StringComparison.Ordinal);
        Assert.Matches("\naks: [0-9]+ moved, 1 other file\n", run.Output);
        Assert.DoesNotContain("MGO43", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Shows_the_half_of_a_change_that_a_phase_writes()
    {
        _fleet.Change();

        var additive = _fleet.Run("diff", "--phase", "Additive");
        var removal = _fleet.Run("diff", "--phase", "Removal");

        Assert.DoesNotContain("disappears", additive.Output, StringComparison.Ordinal);
        Assert.Contains("A part of the change is held back: ", additive.Output, StringComparison.Ordinal);
        Assert.Contains("1 host disappears from both clusters", removal.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("MGO4306", removal.Output, StringComparison.Ordinal);

        // What it shows is what a render writes.
        Assert.Equal(0, _fleet.Run("render", "--phase", "Additive", "--output", "rendered").ExitCode);
        Assert.DoesNotContain("appears", _fleet.Run("diff", "--phase", "Additive").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_edited_by_hand_beyond_reading_is_shown_as_lines()
    {
        var path = "rendered/clusters/aks/gateway.yaml";
        _fleet.Write(path, _fleet.Read(path) + "\t: [\u001b[31m ::error::forged ghp_0123456789abcdefghij\n");

        foreach (var format in ReportFormats.OfDifferences)
        {
            var run = _fleet.Run("diff", "-o", format);

            Assert.Equal(0, run.ExitCode);
            Assert.Contains("forged", run.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("ghp_", run.Output, StringComparison.Ordinal);
            Assert.DoesNotContain('\u001b', run.Output);
        }
    }

    [Fact]
    public void Only_text_and_unified_have_colours_and_reports_to_files_have_none()
    {
        _fleet.Change();
        Assert.Contains("\u001b[32m  + ", _fleet.Run("diff", "--color", "always").Output, StringComparison.Ordinal);
        Assert.Contains("\u001b[32m+", _fleet.Run("diff", "--color", "always", "-o", "unified").Output, StringComparison.Ordinal);

        _fleet.Run("diff", "--color", "always", "-o", "unified=a.diff", "-o", "text=a.txt", "-o", "markdown=a.md");

        Assert.All(["a.diff", "a.txt", "a.md"], file => Assert.DoesNotContain('\u001b', _fleet.Read(file)));
    }

    [Fact]
    public void Long_lists_are_cut_and_counted_unless_all_is_asked_for()
    {
        Directory.Delete(_fleet.Folder.At("rendered"), recursive: true);
        var more = string.Concat(Enumerable.Range(0, 80).Select(i => $"---\n{_fleet.Read("apps/aks/catalog.yaml").Replace("catalog", $"more{i}", StringComparison.Ordinal)}\n"));
        _fleet.Write("apps/aks/more.yaml", more);

        Assert.Contains("(--all shows them)", _fleet.Run("diff").Output, StringComparison.Ordinal);
        Assert.DoesNotContain("(--all shows them)", _fleet.Run("diff", "--all").Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_JSON_is_as_its_schema_says()
    {
        var schema = await JsonSchema.FromJsonAsync(_fleet.Run("schema", "diff").Output);
        Assert.Empty(schema.Validate(_fleet.Run("diff", "-o", "json").Output));
        var json = _fleet.Change().Run("diff", "-o", "json").Output;

        Assert.Empty(schema.Validate(json));
        Assert.NotEmpty(schema.Validate(json.Replace("\"change\": \"added\"", "\"change\": \"new\"", StringComparison.Ordinal)));
        using var document = JsonDocument.Parse(json);
        Assert.Equal("rendered/", document.RootElement.GetProperty("against").GetString());
    }
}
