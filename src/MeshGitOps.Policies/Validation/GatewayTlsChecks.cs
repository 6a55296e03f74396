using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Validation;

/// <summary>Source: validateServer and validateTLSOptions in pkg/config/validation/validation.go.</summary>
internal static class GatewayTlsChecks
{
    private static readonly string[] CertificateFields = ["serverCertificate", "privateKey", "caCertificates", "credentialName"];

    public static IEnumerable<Refusal> Of(IstioGateway gateway, GatewayServer server)
    {
        if (server.Protocol is not { } protocol || !WireProtocols.IsKnown(protocol.Value))
        {
            return [];
        }

        if (server.Tls is not { } tls)
        {
            return WireProtocols.IsTls(protocol.Value) && server.Node.Value("tls") is null
                ? [new Refusal(
                    protocol.Location,
                    $"A server of {gateway.Object} has the protocol '{protocol.Value}', but no 'tls' that says how.",
                    "Write 'tls' with a 'mode', and with a 'credentialName' for SIMPLE and MUTUAL.")]
                : [];
        }

        return [.. Protocol(gateway, server, tls, protocol.Value), .. Certificates(gateway, tls)];
    }

    private static IEnumerable<Refusal> Protocol(IstioGateway gateway, GatewayServer server, YamlMapping tls, string protocol)
    {
        if (WireProtocols.IsTls(protocol))
        {
            if (tls.IsTrue("httpsRedirect"))
            {
                yield return new Refusal(
                    tls.KeyLocation("httpsRedirect"),
                    $"A server of {gateway.Object} with the protocol '{protocol}' has 'httpsRedirect', which is for HTTP.",
                    "Write it at the server of the HTTP port.")
                {
                    IsWarning = true,
                };
            }
        }
        else if (!WireProtocols.IsHttp(protocol) || !OnlyRedirects(tls))
        {
            yield return new Refusal(
                server.Node.KeyLocation("tls"),
                $"A server of {gateway.Object} has 'tls', but the protocol '{protocol}' is not encrypted.",
                WireProtocols.IsHttp(protocol) ? "Write the protocol HTTPS; of 'tls', HTTP takes 'httpsRedirect' only." : "Write the protocol TLS, or take 'tls' out.");
        }
    }

    /// <summary>A block without a mode has PASSTHROUGH, the first of the values.</summary>
    private static bool OnlyRedirects(YamlMapping tls) =>
        (tls.Value("mode") is null || tls.Text("mode")?.Value is "PASSTHROUGH" or "AUTO_PASSTHROUGH")
        && !CertificateFields.Any(field => field != "credentialName" && tls.Value(field) is not null);

    private static IEnumerable<Refusal> Certificates(IstioGateway gateway, YamlMapping tls)
    {
        var mode = tls.LocatedText("mode");
        if (mode is { Value: "ISTIO_MUTUAL" })
        {
            foreach (var field in CertificateFields.Where(field => tls.Value(field) is not null))
            {
                yield return new Refusal(
                    tls.KeyLocation(field),
                    $"A server of {gateway.Object} has '{field}', but with the mode ISTIO_MUTUAL the mesh issues the certificates.",
                    "Take it out.");
            }
        }
        else if (mode is { Value: "SIMPLE" or "MUTUAL" or "OPTIONAL_MUTUAL" }
            && tls.Value("credentialName") is null && tls.Value("credentialNames") is null && tls.Value("tlsCertificates") is null)
        {
            string[] needed = mode.Value == "SIMPLE" ? ["serverCertificate", "privateKey"] : ["serverCertificate", "privateKey", "caCertificates"];
            var missing = needed.Where(field => tls.Value(field) is null).ToList();
            if (missing.Count > 0)
            {
                yield return new Refusal(
                    mode.Location,
                    $"A server of {gateway.Object} with the mode '{mode.Value}' has no '{string.Join("' and no '", missing)}'.",
                    "Write 'credentialName' with the name of a Secret beside the gateway's pods, or the paths of the files.");
            }
        }
    }
}
