using System.Text;

namespace MeshGitOps.Tests.Cli;

public sealed class FixCommandTests
{
    private const string East = "mesh/clusters/east.yaml";

    private const string Database = """
        apiVersion: v1
        kind: Service
        metadata: {name: db, namespace: shop}
        spec:
          ports:
          - port: 27017 # mongo

        """;

    [Fact]
    public void Renames_a_field_and_a_reference_that_have_one_near_match()
    {
        using var folder = Starter("region: us-east-1", "regoin: us-east-1");
        var space = folder.Files().Single(file => folder.Read(file).Contains("kind: GlobalNamespace", StringComparison.Ordinal));
        folder.Write(space, folder.Read(space).Replace("mtls:", "mlts:", StringComparison.Ordinal));

        var run = CommandRun.In(folder.Path, "fix");

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Contains($"{East}\n  10:3     MGO2001: Rename the field to 'region'.\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("  region: us-east-1", folder.Read(East), StringComparison.Ordinal);
        Assert.Equal(0, CommandRun.In(folder.Path, "validate").ExitCode);
        Assert.StartsWith("Nothing to fix.\n", CommandRun.In(folder.Path, "fix").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_else_stays_to_the_byte()
    {
        for (var seed = 0; seed < 25; seed++)
        {
            var random = new Random(seed);
            using var folder = Starter("region: us-east-1", "regoin: us-east-1");
            var text = Noise(folder.Read(East), random);
            byte[] before = [.. random.Next(2) == 0 ? Encoding.UTF8.Preamble : [], .. Encoding.UTF8.GetBytes(text)];
            byte[] after = [.. before.AsSpan(0, before.Length - Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text.Replace("  regoin", "  region", StringComparison.Ordinal))];
            File.WriteAllBytes(folder.At(East), before);

            var run = CommandRun.In(folder.Path, "fix");

            Assert.True(run.ExitCode == 0, run.Output + run.Error);
            Assert.True(after.SequenceEqual(File.ReadAllBytes(folder.At(East))), $"Seed {seed}: {run.Output}");
        }
    }

    [Fact]
    public void Check_and_diff_write_nothing()
    {
        using var folder = Starter("region: us-east-1", "regoin: us-east-1");
        var before = folder.Read(East);

        var check = CommandRun.In(folder.Path, "fix", "--check");
        var diff = CommandRun.In(folder.Path, "fix", "--diff");
        var both = CommandRun.In(folder.Path, "fix", "--diff", "--check");

        Assert.Equal((4, 0, 4), (check.ExitCode, diff.ExitCode, both.ExitCode));
        Assert.Contains("Would fix 1 finding in 1 file.\n", check.Output, StringComparison.Ordinal);
        Assert.StartsWith($"--- a/{East}\n+++ b/{East}\n@@ -7,7 +7,7 @@\n", diff.Output, StringComparison.Ordinal);
        Assert.Contains("\n-  regoin: us-east-1\n+  region: us-east-1\n", diff.Output, StringComparison.Ordinal);
        Assert.Equal(before, folder.Read(East));
        Assert.Equal(0, CommandRun.In(folder.Path, "fix", "--check", "apps").ExitCode);
    }

    [Fact]
    public void Applies_the_diff_that_it_prints()
    {
        using var folder = new TemporaryFolder();
        folder.Write("deploy/db.yaml", string.Concat(Enumerable.Range(1, 5).Select(number => $"{Database.Replace("db,", $"db{number},", StringComparison.Ordinal)}---\n")) + Database.TrimEnd());

        var diff = CommandRun.In(folder.Path, "fix", "--diff", "deploy");
        CommandRun.In(folder.Path, "fix", "deploy");

        Assert.Equal(Patched(folder.Read("deploy/db.yaml").Replace("name: tcp-mongo\n    ", "", StringComparison.Ordinal), diff.Output), folder.Read("deploy/db.yaml"));
        Assert.Contains("\\ No newline at end of file\n", diff.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_a_single_port_and_sets_the_protocol_of_one_that_has_a_name()
    {
        using var folder = new TemporaryFolder();
        folder.Write("deploy/one.yaml", Database);
        folder.Write("deploy/named.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: b}\nspec:\n  ports:\n  - name: db # mine\n    port: 3306\n  - {port: 25, name: mail}\n");

        var run = CommandRun.In(folder.Path, "fix", "deploy");

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.EndsWith("  ports:\n  - name: tcp-mongo\n    port: 27017 # mongo\n", folder.Read("deploy/one.yaml"), StringComparison.Ordinal);
        Assert.EndsWith("  - name: db # mine\n    appProtocol: tcp\n    port: 3306\n  - {port: 25, name: mail, appProtocol: tcp}\n", folder.Read("deploy/named.yaml"), StringComparison.Ordinal);
        Assert.Contains("Found nothing to mend.", CommandRun.In(folder.Path, "validate", "deploy").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_near_matches_or_a_taken_name_are_no_fix()
    {
        using var folder = Starter("region: us-east-1", "region: us-east-1\n  regoin: us-east-1");
        var before = folder.Read(East);

        var run = CommandRun.In(folder.Path, "fix");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Nothing to fix.\n1 finding remains: 'meshgitops validate' shows what to do.\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(before, folder.Read(East));
    }

    [Fact]
    public void Does_not_touch_a_file_that_is_no_yaml()
    {
        using var folder = Starter("region: us-east-1", "regoin: us-east-1");
        folder.Write(East, folder.Read(East) + "---\n[broken\n");
        var before = folder.Read(East);

        var run = CommandRun.In(folder.Path, "fix");

        Assert.Contains("warning[MGO6203]: The fix of 'MGO2001' is not made because the file would not be sound YAML then.", run.Output, StringComparison.Ordinal);
        Assert.Equal(before, folder.Read(East));
    }

    [Fact]
    public void Reports_a_file_that_it_may_not_write()
    {
        using var folder = Starter("region: us-east-1", "regoin: us-east-1");
        File.SetAttributes(folder.At(East), FileAttributes.ReadOnly);

        var run = CommandRun.In(folder.Path, "fix");

        File.SetAttributes(folder.At(East), FileAttributes.Normal);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"error[MGO6202]: File '{East}' cannot be written because it is read-only.", run.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing was fixed.\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("regoin", folder.Read(East), StringComparison.Ordinal);
    }

    [Fact]
    public void Does_not_print_secrets()
    {
        using var folder = new TemporaryFolder();
        folder.Write("deploy/db.yaml", $"{Database}---\napiVersion: v1\nkind: Secret\nmetadata: {{name: s}}\nstringData:\n  password: hunter2\n");

        var run = CommandRun.In(folder.Path, "fix", "--diff", "deploy");

        Assert.Contains("+  - name: tcp-mongo", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", DiffOfASecret(), StringComparison.Ordinal);
    }

    [Fact]
    public void Leaves_the_output_alone()
    {
        using var folder = new TemporaryFolder();
        CommandRun.In(folder.Path, "init");
        folder.Write("rendered/db.yaml", Database);
        folder.Write(East, folder.Read(East).Replace("path: apps/east", "path: rendered/db.yaml", StringComparison.Ordinal));

        CommandRun.In(folder.Path, "fix");

        Assert.Equal(Database, folder.Read("rendered/db.yaml"));
    }

    [Theory]
    [InlineData("fix", "nowhere")]
    [InlineData("fix", "-")]
    public void Refuses_what_it_cannot_fix(params string[] arguments)
    {
        using var folder = new TemporaryFolder();

        Assert.Equal(2, CommandRun.In(folder.Path, arguments).ExitCode);
    }

    [Fact]
    public void Exits_3_where_there_is_nothing_to_look_at()
    {
        using var folder = new TemporaryFolder();

        Assert.Equal(3, CommandRun.In(folder.Path, "fix").ExitCode);
    }

    private static string DiffOfASecret()
    {
        using var folder = new TemporaryFolder();
        folder.Write("deploy/list.yaml", "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Service\n  metadata: {name: a}\n  spec:\n    ports:\n    - port: 25\n- {kind: Secret, apiVersion: v1, stringData: {a: hunter2}}\n- apiVersion: v1\n  kind: Secret\n  stringData:\n    a: |\n      hunter2\n");
        return CommandRun.In(folder.Path, "fix", "--diff", "deploy").Output;
    }

    private static TemporaryFolder Starter(string text, string mistake)
    {
        var folder = new TemporaryFolder();
        CommandRun.In(folder.Path, "init");
        folder.Write(East, folder.Read(East).Replace(text, mistake, StringComparison.Ordinal));
        return folder;
    }

    /// <summary>Comments, empty lines and blanks anywhere between the lines and behind them, and other line ends.</summary>
    private static string Noise(string text, Random random)
    {
        var lines = text.TrimEnd('\n').Split('\n').SelectMany(line => random.Next(4) switch
        {
            0 => new[] { $"{new string(' ', random.Next(6))}# ünicode \U0001F600 regoin '{random.Next()}'", line },
            1 => [line, ""],
            2 when !line.Contains('#', StringComparison.Ordinal) => [$"{line}  # regoin: {random.Next()}"],
            _ => [line],
        });
        var end = random.Next(2) == 0 ? "\n" : "\r\n";
        return string.Join(end, lines) + (random.Next(2) == 0 ? end : "");
    }

    /// <summary>What <c>patch</c> makes of a text and a diff of it.</summary>
    private static string Patched(string text, string diff)
    {
        var old = text.Split('\n');
        var result = new List<string>();
        var next = 0;
        foreach (var line in diff.Split('\n').SkipWhile(line => !line.StartsWith("@@", StringComparison.Ordinal)).TakeWhile(line => line is ['@' or ' ' or '+' or '-' or '\\', ..]))
        {
            switch (line[0])
            {
                case '@':
                    var start = int.Parse(line.Split(' ')[1].Split(',')[0].TrimStart('-'), System.Globalization.CultureInfo.InvariantCulture) - 1;
                    result.AddRange(old[next..start]);
                    next = start;
                    break;
                case '+':
                    result.Add(line[1..]);
                    break;
                case ' ' or '-':
                    Assert.Equal(old[next], line[1..]);
                    result.AddRange(line[0] == ' ' ? [line[1..]] : []);
                    next++;
                    break;
            }
        }

        result.AddRange(old[next..]);
        return string.Join('\n', result);
    }
}
