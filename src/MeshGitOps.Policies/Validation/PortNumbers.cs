using System.Globalization;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Policies.Validation;

/// <summary>Port numbers are from 1 to 65535; what is below 0 or no number is for the shape.</summary>
internal static class PortNumbers
{
    public static IEnumerable<Refusal> Check(KubernetesObject item, Located<int>? number, string field)
    {
        if (number is { Value: 0 or > 65535 })
        {
            yield return new Refusal(
                number.Location,
                $"Field '{field}' of a port of {item} must be from 1 to 65535, but is {Format(number.Value)}.");
        }
    }

    public static string Format(int number) => number.ToString(CultureInfo.InvariantCulture);
}
