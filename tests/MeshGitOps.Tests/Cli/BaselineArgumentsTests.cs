using MeshGitOps.Tests.Cases;

namespace MeshGitOps.Tests.Cli;

public sealed class BaselineArgumentsTests
{
    private const string Port = "  - name: catalog\n    port: 8082\n";
    private const string OtherPort = "  - name: other\n    port: 8083\n";

    [Fact]
    public void Makes_a_baseline_of_what_rules_find_and_accepts_it()
    {
        using var folder = Workspace();

        var first = Validate(folder, "--update-baseline");
        Assert.Equal((0, "The baseline 'baseline.yaml' holds 1 finding.\n"), (first.ExitCode, first.Error));
        Assert.Contains("rule: \"port-name-without-protocol\"", folder.Read("baseline.yaml"), StringComparison.Ordinal);

        // Neither a moved line nor a comment on it makes it another finding.
        folder.Write("apps/b.yaml", "# a line\n\n" + folder.Read("apps/b.yaml").Replace("name: catalog\n    port", "name: catalog # a word\n    port", StringComparison.Ordinal));
        var second = Validate(folder);
        Assert.True(second.ExitCode == 0, second.Output);
        Assert.DoesNotContain("error[", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_what_is_new_and_never_adds_it()
    {
        using var folder = Workspace();
        Validate(folder, "--update-baseline");
        var before = folder.Read("baseline.yaml");
        folder.Write("apps/b.yaml", folder.Read("apps/b.yaml").Replace(Port, Port + OtherPort, StringComparison.Ordinal));

        var run = Validate(folder, "--update-baseline");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Port 'other'", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Port 'catalog'", run.Output, StringComparison.Ordinal);
        Assert.Equal(before, folder.Read("baseline.yaml"));
    }

    [Fact]
    public void Reports_what_is_mended_until_it_is_taken_out()
    {
        using var folder = Workspace();
        folder.Write("apps/b.yaml", folder.Read("apps/b.yaml").Replace(Port, Port + OtherPort, StringComparison.Ordinal));
        Validate(folder, "--update-baseline");
        folder.Write("apps/b.yaml", folder.Read("apps/b.yaml").Replace("name: catalog\n    port", "name: http-catalog\n    port", StringComparison.Ordinal));

        var mended = Validate(folder);
        Assert.Equal(0, mended.ExitCode);
        Assert.Contains("warning[MGO5013]: A finding of the baseline does not occur any more.", mended.Output, StringComparison.Ordinal);
        Assert.Contains(" --> baseline.yaml:", mended.Output, StringComparison.Ordinal);

        Assert.Equal("The baseline 'baseline.yaml' holds 1 finding.\n", Validate(folder, "--update-baseline").Error);
        Assert.DoesNotContain("MGO5013", Validate(folder).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_the_entries_of_a_rule_that_does_not_run()
    {
        using var folder = Workspace();
        Validate(folder, "--update-baseline");
        folder.Write("policies/acme.yaml", """
            apiVersion: meshgitops.io/v1alpha1
            kind: Policy
            metadata: {name: acme}
            spec: {rules: {port-name-without-protocol: {level: off}}}

            """);

        Assert.Equal("The baseline 'baseline.yaml' holds 1 finding.\n", Validate(folder, "--update-baseline").Error);
    }

    [Fact]
    public void Keeps_the_entries_of_manifests_that_are_not_checked()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "east", "west" })
        {
            folder.Write($"{name}/a.yaml", $"apiVersion: v1\nkind: Service\nmetadata: {{name: {name}, namespace: shop}}\nspec:\n  ports:\n{Port}{OtherPort}");
        }

        Assert.Equal("The baseline 'baseline.yaml' holds 4 findings.\n", Validate(folder, "--update-baseline", "east", "west").Error);
        var before = folder.Read("baseline.yaml");
        folder.Write("east/a.yaml", folder.Read("east/a.yaml").Replace("name: catalog\n", "name: http-catalog\n", StringComparison.Ordinal));

        Assert.Contains("A finding of the baseline does not occur", Validate(folder, "east").Output, StringComparison.Ordinal);
        Assert.DoesNotContain("MGO5013", Validate(folder, "west").Output, StringComparison.Ordinal);
        Assert.Equal("The baseline 'baseline.yaml' holds 4 findings.\n", Validate(folder, "--update-baseline", "west").Error);
        Assert.Equal(before, folder.Read("baseline.yaml"));
        Assert.Equal("The baseline 'baseline.yaml' holds 3 findings.\n", Validate(folder, "--update-baseline", "east").Error);
        Assert.Contains("west/a.yaml", folder.Read("baseline.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void Is_read_and_never_written_for_standard_input()
    {
        using var folder = new TemporaryFolder();
        var text = $"apiVersion: v1\nkind: Service\nmetadata: {{name: a, namespace: shop}}\nspec:\n  ports:\n{Port}";
        folder.Write("east/a.yaml", text);
        folder.Write("west/b.yaml", text.Replace("name: a,", "name: b,", StringComparison.Ordinal));
        Validate(folder, "--update-baseline", "east", "west");
        var before = folder.Read("baseline.yaml");

        var unnamed = CommandRun.WithInput(text, folder.Path, "validate", "-", "--baseline", "baseline.yaml");
        var named = CommandRun.WithInput(text, folder.Path, "validate", "-", "--stdin-filename", "east/a.yaml", "--baseline", "baseline.yaml");
        var update = CommandRun.WithInput(text, folder.Path, "validate", "-", "--baseline", "baseline.yaml", "--update-baseline");

        Assert.DoesNotContain("MGO5013", unnamed.Output, StringComparison.Ordinal);
        Assert.Contains("1 of them by the baseline", named.Output, StringComparison.Ordinal);
        Assert.Equal((2, "error: A baseline is of what lies in files: leave '--update-baseline' out for standard input ('-').\n"), (update.ExitCode, update.Error));
        Assert.Equal(before, folder.Read("baseline.yaml"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Writes_nothing_while_there_are_errors_with_a_number(bool exists)
    {
        using var folder = Workspace();
        if (exists)
        {
            Validate(folder, "--update-baseline");
        }

        var before = exists ? folder.Read("baseline.yaml") : null;
        folder.Write("apps/b.yaml", folder.Read("apps/b.yaml").Replace("name: catalog\n    port", "name: http-catalog\n    port", StringComparison.Ordinal));
        folder.Write("mesh.yaml", folder.Read("mesh.yaml").Replace("  region: westeurope\n", "", StringComparison.Ordinal));

        var run = Validate(folder, "--update-baseline");

        Assert.Equal((1, "The baseline 'baseline.yaml' is left as it is: errors with a number have to be mended first.\n"), (run.ExitCode, run.Error));
        Assert.Equal(before, File.Exists(folder.At("baseline.yaml")) ? folder.Read("baseline.yaml") : null);
    }

    [Fact]
    public void Accepts_nothing_on_the_word_of_a_file_that_cannot_be_read()
    {
        using var folder = Workspace();
        folder.Write("baseline.yaml", "version: 1\n");

        var run = Validate(folder, "--update-baseline");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("error[MGO5012]", run.Output, StringComparison.Ordinal);
        Assert.Contains("error[port-name-without-protocol]", run.Output, StringComparison.Ordinal);
        Assert.Equal("version: 1\n", folder.Read("baseline.yaml"));
    }

    [Theory]
    [InlineData("error: There is no baseline 'baseline.yaml'. Option '--update-baseline' makes one of what rules find now.\n", "--baseline", "baseline.yaml")]
    [InlineData("error: Option '--update-baseline' needs '--baseline FILE'.\n", "--update-baseline")]
    [InlineData("error: The baseline '../baseline.yaml' lies outside of the repository.\n", "--baseline", "../baseline.yaml", "--update-baseline")]
    public void Exits_2_where_there_is_nothing_to_read(string message, params string[] arguments)
    {
        using var folder = Workspace();

        var run = CommandRun.In(folder.Path, ["validate", .. arguments]);

        Assert.Equal((2, message), (run.ExitCode, run.Error));
    }

    private static CommandRun Validate(TemporaryFolder folder, params string[] arguments) =>
        CommandRun.In(folder.Path, ["validate", "--baseline", "baseline.yaml", .. arguments]);

    private static TemporaryFolder Workspace()
    {
        var folder = new TemporaryFolder();
        foreach (var (path, text) in new GoldenCase("port-name-without-protocol").Files)
        {
            folder.Write(path, text);
        }

        return folder;
    }
}
