using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Kinds;

/// <summary>Reads fields with URLs. No finding repeats the value: it may hold a credential.</summary>
internal static class UrlFields
{
    /// <param name="field">From the spec on: <c>delivery.repository</c>.</param>
    /// <param name="form">For the help: what is asked for, with an example.</param>
    /// <returns>Null for what is reported.</returns>
    public static Located<string>? Url(this FieldReader reader, string name, string field, Func<string, bool> accepts, string form)
    {
        if (reader.Text(name) is not { } url)
        {
            return null;
        }

        if (RemoteUrls.MayHoldSecret(url.Value))
        {
            reader.Diagnostics.Add(
                SpecDiagnostics.SecretInUrl,
                url.Location,
                $"Field '{field}' has a user, a password or a query in its URL, which everybody could read.",
                "Write the URL alone; give the credential to the program that uses it.");
            return null;
        }

        if (!accepts(url.Value))
        {
            reader.Diagnostics.Add(SpecDiagnostics.InvalidUrl, url.Location, $"Field '{field}' must be {form}.");
            return null;
        }

        return url;
    }
}
