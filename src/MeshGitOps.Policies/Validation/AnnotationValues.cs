using System.Globalization;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Validation;

/// <summary>Whether the injector takes the value of an annotation. Source: pkg/kube/inject/validate.go.</summary>
internal static class AnnotationValues
{
    /// <summary>What it must be, as the end of "must be …"; null where it is right.</summary>
    public static string? Expected(IstioAnnotationValue expected, string value) => expected switch
    {
        IstioAnnotationValue.TrueOrFalse when !IsBoolean(value) => "'true' or 'false'",
        IstioAnnotationValue.Count when !IsNumber(value, uint.MaxValue) => "a number from 0",
        IstioAnnotationValue.Port when !IsNumber(value.Trim(), ushort.MaxValue) => "a port, or 0",
        IstioAnnotationValue.Ports when !ArePorts(value) => "ports with commas between them",
        IstioAnnotationValue.PortsOrAll when value != "*" && !ArePorts(value) => "ports with commas between them, or '*'",
        IstioAnnotationValue.Ranges when !AreRanges(value) => "address ranges in CIDR form with commas between them",
        IstioAnnotationValue.RangesOrAll when value != "*" && !AreRanges(value) => "address ranges in CIDR form with commas between them, or '*'",
        IstioAnnotationValue.InterceptionMode when value is not ("REDIRECT" or "TPROXY" or "NONE") => "'REDIRECT', 'TPROXY' or 'NONE'",
        IstioAnnotationValue.ProxyConfig when !IsMapping(value) => "the YAML of a ProxyConfig, a mapping",
        _ => null,
    };

    /// <summary>What strconv.ParseBool of Go takes.</summary>
    private static bool IsBoolean(string value) =>
        value is "1" or "t" or "T" or "TRUE" or "true" or "True" or "0" or "f" or "F" or "FALSE" or "false" or "False";

    private static bool IsNumber(string value, uint highest) =>
        uint.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= highest;

    private static bool ArePorts(string value) =>
        value.AsSpan().Trim().IsEmpty || value.Split(',').All(port => IsNumber(port.Trim(), ushort.MaxValue));

    /// <summary>Go does not take a blank behind the comma.</summary>
    private static bool AreRanges(string value) => value.Length == 0 || value.Split(',').All(AddressRange.IsRange);

    private static bool IsMapping(string value)
    {
        if (value.AsSpan().Trim().IsEmpty)
        {
            return true;
        }

        var (documents, findings) = YamlTreeBuilder.Build(new SourceText("annotation", value));
        return findings.IsEmpty && documents is [{ Root: YamlMapping }];
    }
}
