using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Specs.Kinds.Meshes;

public static class MeshBinder
{
    public static Diagnosed<MeshSpec?> Bind(YamlDocument document) => SpecBinding.Bind(document, SpecKinds.Mesh, BindSpec);

    private static MeshSpec BindSpec(SpecMetadata metadata, FieldReader spec)
    {
        var scraper = spec.ObjectOrEmpty("telemetry").ObjectOrEmpty("scraper");
        var roots = spec.ObjectOrEmpty("rootCertificates");
        return new MeshSpec
        {
            Metadata = metadata,
            TrustDomain = spec.Text("trustDomain"),
            TrustDomainAliases = spec.Texts("trustDomainAliases"),
            RootCertificates =
            [
                .. from entry in roots.Entries()
                   let fingerprint = roots.TextOf(entry.Value)
                   where fingerprint is not null
                   select new RootCertificate(entry.Key, fingerprint),
            ],
            TrustBundle = spec.Texts("trustBundle"),
            MtlsMode = spec.ObjectOrEmpty("mtls").MtlsMode("mode"),
            ExcludedNamespaces = spec.Texts("excludedNamespaces"),
            Scraper = scraper.Text("namespace") is { } ns && scraper.Text("serviceAccount") is { } account
                ? new NamespacedReference(ns, account, scraper.Location)
                : null,
        };
    }
}
