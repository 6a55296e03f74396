using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using MeshGitOps.Cli.Reporting;
using MeshGitOps.Rendering.Differences;
using MeshGitOps.Rendering.Manifests;

namespace MeshGitOps.Tests.Differences;

/// <summary>Random pairs of fleets.</summary>
public sealed class DifferencePropertyTests
{
    [Fact]
    public void The_objects_of_the_JSON_make_the_new_set_of_the_old_one()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var before = RandomFleet.Of(random);
            var after = before.Changed(random);
            var fleet = Compared.Of(before.Files(random), after.Files(random));

            Assert.Equal(Canonical(after), Apply(Canonical(before), DifferenceJson.Of(new ReportedDifference("x", fleet, [], []))));
        }
    }

    [Fact]
    public void A_set_of_objects_does_not_differ_from_itself_however_it_is_spread_over_files()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var objects = RandomFleet.Of(random);
            var files = objects.Files(random);

            Assert.True(Compared.Of(files, files).IsEmpty);
            Assert.Empty(Compared.Of(files, objects.Files(random)).Objects);
        }
    }

    [Fact]
    public void The_way_back_removes_what_was_added_and_adds_what_was_removed()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var before = RandomFleet.Of(random);
            var (old, fresh) = (before.Files(random), before.Changed(random).Files(random));

            Assert.Equal(
                Compared.Of(old, fresh).Objects.Select(item => (item.Key, item.Kind)),
                Compared.Of(fresh, old).Objects.Select(item => (item.Key, Kind: Opposite(item.Kind))));
        }
    }

    private static ChangeKind Opposite(ChangeKind kind) => kind switch
    {
        ChangeKind.Added => ChangeKind.Removed,
        ChangeKind.Removed => ChangeKind.Added,
        _ => kind,
    };

    private static SortedDictionary<string, string> Canonical(RandomFleet fleet) => new(
        fleet.Objects.ToDictionary(
            entry => $"{entry.Key.Cluster} {entry.Key.Kind} {entry.Key.Name}",
            entry => CanonicalText.Of(ManifestYamlReader.Read("x", Encoding.UTF8.GetBytes(entry.Value)).Value.Single())),
        StringComparer.Ordinal);

    private static SortedDictionary<string, string> Apply(SortedDictionary<string, string> objects, string json)
    {
        using var document = JsonDocument.Parse(json);
        foreach (var cluster in document.RootElement.GetProperty("clusters").EnumerateArray())
        {
            foreach (var item in cluster.GetProperty("objects").EnumerateArray())
            {
                var key = $"{cluster.GetProperty("cluster")} {item.GetProperty("kind")} {item.GetProperty("name")}";
                Assert.Equal(item.TryGetProperty("before", out var before) ? CanonicalText.Of(ValueOf(before)) : null, objects.GetValueOrDefault(key));
                Assert.Equal(item.GetProperty("change").GetString() == "changed", item.GetProperty("fields").GetArrayLength() > 0);
                if (item.TryGetProperty("after", out var after))
                {
                    objects[key] = CanonicalText.Of(ValueOf(after));
                }
                else
                {
                    objects.Remove(key);
                }
            }
        }

        return objects;
    }

    private static ManifestValue ValueOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => new ManifestMapping([.. json.EnumerateObject().Select(field => new ManifestField(field.Name, ValueOf(field.Value)))]),
        JsonValueKind.Array => new ManifestSequence([.. json.EnumerateArray().Select(ValueOf)]),
        JsonValueKind.Number => new ManifestInteger(json.GetInt64()),
        JsonValueKind.String => json.GetString()!,
        _ => json.GetBoolean(),
    };
}
