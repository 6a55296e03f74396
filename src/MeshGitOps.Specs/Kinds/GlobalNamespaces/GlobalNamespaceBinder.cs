using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Specs.Kinds.GlobalNamespaces;

public static class GlobalNamespaceBinder
{
    public static Diagnosed<GlobalNamespaceSpec?> Bind(YamlDocument document) =>
        SpecBinding.Bind(document, SpecKinds.GlobalNamespace, BindSpec);

    private static GlobalNamespaceSpec? BindSpec(SpecMetadata metadata, FieldReader spec)
    {
        var services = spec.ObjectOrEmpty("services");
        var mtls = spec.ObjectOrEmpty("mtls");
        var failover = FailoverBinder.BindOptional(spec);
        if (spec.Text("domain") is not { } domain)
        {
            return null;
        }

        return new GlobalNamespaceSpec
        {
            Metadata = metadata,
            Domain = domain,
            Hostname = spec.Text("hostname"),
            Members =
            [
                .. from member in spec.Objects("members")
                   let clusters = member.Object("clusters")
                   where clusters is not null
                   select new MemberSpec(member.Location, ClusterSelectorBinder.Bind(clusters), member.Texts("namespaces")),
            ],
            IncludedServices = services.Texts("include"),
            ExcludedServices = services.Texts("exclude"),
            MtlsMode = mtls.MtlsMode("mode"),
            MtlsRollout = mtls.Choice("rollout", ("Strict", MtlsRollout.Strict), ("Permissive", MtlsRollout.Permissive)),
            Interconnect = spec.Choice(
                "interconnect",
                ("EastWest", InterconnectMode.EastWest),
                ("EgressHop", InterconnectMode.EgressHop),
                ("Legacy", InterconnectMode.Legacy)),
            ConfigNamespace = spec.Text("configNamespace"),
            ConfigNamespaceLabels = spec.Map("configNamespaceLabels"),
            Consumers = spec.Choice("consumers", ("Members", ConsumerScope.Members), ("Declared", ConsumerScope.Declared)),
            Failover = failover,
            Isolation = spec.Flag("isolation"),
        };
    }
}
