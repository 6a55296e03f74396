using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using MeshGitOps.Tests.Simulation;

namespace MeshGitOps.Tests.Conformance;

/// <summary>
/// The CEL rules of the definitions of Istio and Flux as code, found by their text.
/// A rule that is not here is a problem of its own, so that newer definitions cannot pass unread.
/// </summary>
internal static partial class CelRules
{
    private static readonly ImmutableDictionary<string, Func<object, bool>> Rules = new Dictionary<string, Func<object, bool>>
    {
        // ServiceEntry and WorkloadEntry.
        ["""self.startsWith("unix://") ? (self.substring(7, 8) == "/" || self.substring(7, 8) == "@") : true"""] =
            self => !IsSocket(self) || (self.Text()!.Length > 7 && self.Text()![7] is '/' or '@'),
        ["""self.startsWith("unix://") ? !self.endsWith("/") : true"""] =
            self => !IsSocket(self) || !self.Text()!.EndsWith('/'),
        ["0 < self && self <= 65535"] = self => self is long and > 0 and <= 65535,
        ["""self.all(key, size(key) < 63 && key.matches("^[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?$"))"""] =
            self => Keys(self).All(key => key.Length < 63 && PortName().IsMatch(key)),
        ["has(self.address) || has(self.network)"] = self => Has(self, "address") || Has(self, "network"),
        ["""(has(self.address) ? self.address : "").startsWith("unix://") ? !has(self.ports) : true"""] =
            self => !IsSocket(self.At("address")) || !Has(self, "ports"),
        ["""self != "*" """.TrimEnd()] = self => self is not "*",
        ["self.all(l1, self.exists_one(l2, l1.number == l2.number))"] =
            self => self.Items().DistinctBy(port => port.Number("number")).Count() == self.Items().Count,
        ["(has(self.workloadSelector) ? 1 : 0) + (has(self.endpoints) ? 1 : 0) <= 1"] =
            self => Count(self, "workloadSelector", "endpoints") <= 1,
        ["""!((has(self.addresses) ? self.addresses : []).exists(k, k.contains("/")) && !((has(self.resolution) ? self.resolution : "NONE") in ["STATIC", "NONE"]))"""] =
            self => !self.Texts("addresses").Any(address => address.Contains('/', StringComparison.Ordinal)) || Resolution(self) is "STATIC" or "NONE",
        ["""((has(self.resolution) ? self.resolution : "NONE") == "NONE") ? !has(self.endpoints) : true"""] =
            self => Resolution(self) != "NONE" || !Has(self, "endpoints"),
        ["""((has(self.resolution) ? self.resolution : "") == "DNS_ROUND_ROBIN") ? ((has(self.endpoints) ? self.endpoints : []).size() <= 1) : true"""] =
            self => Resolution(self) != "DNS_ROUND_ROBIN" || self.Items("endpoints").Count <= 1,

        // Selectors.
        ["""!self.contains("*")"""] = self => !self.Text()!.Contains('*', StringComparison.Ordinal),
        ["""self.all(key, !key.contains("*"))"""] = self => !Keys(self).Any(key => key.Contains('*', StringComparison.Ordinal)),
        ["self.all(key, key.size() != 0)"] = self => !Keys(self).Any(key => key.Length == 0),

        // Telemetry.
        ["(has(self.selector) ? 1 : 0) + (has(self.targetRef) ? 1 : 0) + (has(self.targetRefs) ? 1 : 0) <= 1"] =
            self => Count(self, "selector", "targetRef", "targetRefs") <= 1,

        // DestinationRule.
        ["duration(self) >= duration('1ms')"] = self => Milliseconds(self.Text()!) >= 1,

        // Gateway.
        ["(has(self.tlsCertificates) ? 1 : 0) + (has(self.credentialNames) ? 1 : 0) <= 1"] =
            self => Count(self, "tlsCertificates", "credentialNames") <= 1,
        ["(has(self.credentialName) ? 1 : 0) + (has(self.credentialNames) ? 1 : 0) <= 1"] =
            self => Count(self, "credentialName", "credentialNames") <= 1,
        ["(has(self.credentialNames) ? 1 : 0) + (has(self.tlsCertificates) ? 1 : 0) <= 1"] =
            self => Count(self, "credentialNames", "tlsCertificates") <= 1,

        // EnvoyFilter.
        ["""has(self.context) ? ((self.context == "WAYPOINT") ? has(self.waypoint) : !has(self.waypoint)) : !has(self.waypoint)"""] =
            self => self.Text("context") == "WAYPOINT" == Has(self, "waypoint"),
        ["(has(self.workloadSelector) ? 1 : 0) + (has(self.targetRefs) ? 1 : 0) <= 1"] =
            self => Count(self, "workloadSelector", "targetRefs") <= 1,

        // PeerAuthentication.
        ["self.all(key, 0 < int(key) && int(key) <= 65535)"] =
            self => Keys(self).All(key => int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535),
        ["has(self.portLevelMtls) ? (((has(self.selector) && has(self.selector.matchLabels)) ? self.selector.matchLabels : {}).size() > 0) : true"] =
            self => !Has(self, "portLevelMtls") || self.TextMap("selector", "matchLabels").Count > 0,

        // GitRepository.
        ["!has(self.serviceAccountName) || (has(self.provider) && (self.provider == 'azure' || self.provider == 'aws'))"] =
            self => !Has(self, "serviceAccountName") || self.Text("provider") is "azure" or "aws",
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>Null where the rule holds.</summary>
    public static string? Check(object self, object? rule)
    {
        var text = WhiteSpace().Replace(rule.Text("rule") ?? "", " ").Trim();
        return !Rules.TryGetValue(text, out var holds) ? $"has the CEL rule '{text}', which these tests do not know"
            : holds(self) ? null
            : $"breaks the CEL rule '{rule.Text("message")}'";
    }

    private static bool IsSocket(object? self) => self.Text()?.StartsWith("unix://", StringComparison.Ordinal) == true;

    private static bool Has(object self, string field) => self is YamlMap map && map.ContainsKey(field);

    private static int Count(object self, params string[] fields) => fields.Count(field => Has(self, field));

    private static YamlMap.KeyCollection Keys(object self) => ((YamlMap)self).Keys;

    private static string Resolution(object self) => self.Text("resolution") ?? "NONE";

    /// <summary>A duration as Go writes it: <c>1m30s</c>; not a number where it is none.</summary>
    private static double Milliseconds(string text)
    {
        var parts = Duration().Match(text);
        return !parts.Success ? double.NaN : parts.Groups[1].Captures.Zip(parts.Groups[2].Captures).Sum(part =>
            double.Parse(part.First.Value, CultureInfo.InvariantCulture) * part.Second.Value switch
            {
                "h" => 3_600_000,
                "m" => 60_000,
                "s" => 1_000,
                "ms" => 1,
                "us" or "µs" => 0.001,
                _ => 0.000_001,
            });
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();

    [GeneratedRegex("^[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?$")]
    private static partial Regex PortName();

    [GeneratedRegex(@"^(?:(\d+(?:\.\d+)?)(h|ms|m|s|us|µs|ns))+$")]
    private static partial Regex Duration();
}
