using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Validation;

/// <summary>The TLS of clients. Source: ValidateTLS in pkg/config/validation/agent.</summary>
internal static class ClientTlsChecks
{
    private const string ConfigMapPrefix = "configmap://";
    private static readonly string[] Files = ["clientCertificate", "privateKey", "caCertificates", "caCrl"];
    private static readonly string[] Verification = ["caCertificates", "subjectAltNames"];

    public static IEnumerable<Refusal> Of(KubernetesObject item, YamlMapping tls)
    {
        var mode = tls.LocatedText("mode");
        var credential = tls.LocatedText("credentialName");
        if (tls.IsTrue("insecureSkipVerify"))
        {
            foreach (var field in Verification.Where(field => IsWritten(tls, field)))
            {
                yield return new Refusal(
                    tls.KeyLocation(field),
                    $"The TLS of {item} has '{field}', but also 'insecureSkipVerify', which verifies nothing.",
                    "Take 'insecureSkipVerify' out.");
            }
        }

        if (mode is { Value: "SIMPLE" or "MUTUAL" } && credential is { Value: not "" })
        {
            foreach (var field in Files.Where(field => IsWritten(tls, field)))
            {
                yield return new Refusal(
                    tls.KeyLocation(field),
                    $"The TLS of {item} has '{field}' beside the credentialName '{Shown.Of(credential.Value)}', which exclude each other.",
                    "The Secret holds the certificates: take the paths of files out.");
            }
        }
        else if (mode is { Value: "MUTUAL" })
        {
            foreach (var field in Files.Take(2).Where(field => !IsWritten(tls, field)))
            {
                yield return new Refusal(
                    mode.Location,
                    $"The TLS of {item} has the mode MUTUAL, but no '{field}'.",
                    "Write the paths of the client's certificate and key, a 'credentialName', or the mode ISTIO_MUTUAL.");
            }
        }

        if (credential is not null && credential.Value.StartsWith(ConfigMapPrefix, StringComparison.Ordinal)
            && credential.Value[ConfigMapPrefix.Length..].Split('/') is [var @namespace, _] && @namespace != item.Key.Namespace)
        {
            yield return new Refusal(
                credential.Location,
                $"The TLS of {item} takes its certificates from a ConfigMap of the namespace '{Shown.Of(@namespace)}', which is not its own.",
                "Keep the ConfigMap in the namespace of the object.");
        }
    }

    private static bool IsWritten(YamlMapping tls, string field) => tls.Value(field) is not (null or YamlScalar { Value: "" } or YamlSequence { Items.IsEmpty: true });
}
