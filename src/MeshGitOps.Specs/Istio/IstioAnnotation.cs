using System.Collections.Immutable;

namespace MeshGitOps.Specs.Istio;

/// <summary>An annotation that Istio reads.</summary>
/// <param name="Kinds">The kinds whose metadata it works in, <c>Pod</c> for templates of pods too; empty for any.</param>
public sealed record IstioAnnotation(string Name, ImmutableArray<string> Kinds)
{
    public IstioAnnotationValue Value { get; init; }

    public bool IsDeprecated { get; init; }

    /// <summary>What to write instead of a deprecated one, as an order; null where nothing takes its place.</summary>
    public string? Instead { get; init; }
}

/// <summary>What the value of an annotation must be. Source: AnnotationValidation in pkg/kube/inject/validate.go.</summary>
public enum IstioAnnotationValue
{
    Any,
    TrueOrFalse,
    Count,

    /// <summary>0 is allowed: it switches off what listens there.</summary>
    Port,

    /// <summary>With commas between them; may be empty.</summary>
    Ports,
    PortsOrAll,

    /// <summary>CIDR ranges with commas between them; may be empty.</summary>
    Ranges,
    RangesOrAll,

    /// <summary><c>REDIRECT</c>, <c>TPROXY</c> or <c>NONE</c>.</summary>
    InterceptionMode,

    /// <summary>The YAML of a ProxyConfig.</summary>
    ProxyConfig,
}
