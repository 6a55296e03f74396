using System.Diagnostics.CodeAnalysis;

namespace MeshGitOps.Policies.Fleet;

/// <summary>The identity of a workload as an AuthorizationPolicy writes it: <c>trust-domain/ns/namespace/sa/account</c>.</summary>
public readonly record struct Principal(string TrustDomain, string Namespace, string ServiceAccount)
{
    public const string Scheme = "spiffe://";

    /// <summary>Each part may be a pattern with <c>*</c>. What has another form is none.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Principal? principal)
    {
        var parts = text.Split('/');
        principal = parts is [{ Length: > 0 } domain, "ns", { Length: > 0 } @namespace, "sa", { Length: > 0 } account]
            ? new Principal(domain, @namespace, account)
            : null;
        return principal is not null;
    }

    public override string ToString() => $"{TrustDomain}/ns/{Namespace}/sa/{ServiceAccount}";
}
