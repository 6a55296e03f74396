using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Schemas;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Custom;

/// <summary>A rule of the user's own: objects of some kinds that a JSON schema refuses.</summary>
public sealed class CustomRule : Rule
{
    private readonly ObjectSchema _schema;
    private readonly MessageTemplate _message;

    internal CustomRule(Located<string> id, RuleStage stage, ImmutableArray<KindPattern> kinds, Severity severity, MessageTemplate message, ObjectSchema schema)
    {
        Stage = stage;
        Kinds = kinds;
        Location = id.Location;
        _schema = schema;
        _message = message;
        Descriptor = new DiagnosticDescriptor(
            id.Value,
            id.Value.Replace('-', ' '),
            severity,
            $"A rule of this workspace, written in '{id.Location.Path}': {message}")
        {
            StopsOutput = stage != RuleStage.Manifests,
        };
    }

    public override DiagnosticDescriptor Descriptor { get; }

    public override RuleStage Stage { get; }

    public override string Source => Location.Path;

    /// <summary>None: only its author could write one.</summary>
    public override RuleExample Example { get; } = new("", "");

    /// <summary>The place of its id in the policy.</summary>
    public SourceLocation Location { get; }

    public ImmutableArray<KindPattern> Kinds { get; }

    public bool IsAbout(string apiVersion, string kind) => Kinds.Any(pattern => pattern.Matches(apiVersion, kind));

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) => Stage switch
    {
        RuleStage.Specs => context.SpecRoots
            .Where(root => root.Text("apiVersion") is { } apiVersion && IsAbout(apiVersion.Value, CustomTarget.Of(root).Kind))
            .SelectMany(root => Check(root, CustomTarget.Of(root), settings)),
        RuleStage.Manifests => context.Inventories
            .SelectMany(inventory => inventory.Objects)
            .Where(item => IsAbout(item.ApiVersion, item.Kind))
            .DistinctBy(item => (item.Root.Source.Path, item.Root.Span.Start))
            .SelectMany(item => Check(item.Root, new CustomTarget(item.Kind, item.Key.Namespace, item.Key.Name), settings)),
        _ => [],
    };

    /// <summary>What is refused in one object, at the exact places.</summary>
    internal IEnumerable<Diagnostic> Check(YamlMapping root, CustomTarget target, RuleSettings settings) =>
        _schema.Check(root, target.ToString())
            .Select(violation => settings.Finding(violation.Location, _message.Fill(target, violation.Field), violation.Message));
}
