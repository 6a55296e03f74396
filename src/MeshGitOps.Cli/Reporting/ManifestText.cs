using System.Globalization;
using System.Text;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Transitions;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Cli.Reporting;

/// <summary>Values of manifests on one line, as YAML in flow form, without credentials and without the contents of a Secret.</summary>
internal static class ManifestText
{
    public const string Hidden = "***";

    /// <summary>Far above what is shown: a credential that is cut here is cut away whole.</summary>
    private const int MaxRead = 4_000;

    private const int MaxShown = 200;

    /// <param name="path">Of the field, as <c>data.password</c>.</param>
    public static string Of(ObjectKey key, string path, ManifestValue value)
    {
        var text = new StringBuilder();
        Append(text, WithoutSecrets(key, path, value));
        return ShortText.Of(SecretText.Redact(text.ToString()), MaxShown);
    }

    /// <summary>The same value; of a Secret only what names it.</summary>
    public static ManifestValue WithoutSecrets(ObjectKey key, string path, ManifestValue value) => !IsHidden(key, path)
        ? value
        : value is ManifestMapping mapping ? new ManifestMapping([.. mapping.Fields.Select(field => field with { Value = Hidden })]) : Hidden;

    /// <summary>The whole object in the same way.</summary>
    public static ManifestMapping WithoutSecrets(ObjectKey key, ManifestMapping root) => new(
    [
        .. root.Fields.Select(field => field with
        {
            Value = field is { Key: "metadata", Value: ManifestMapping metadata }
                ? new ManifestMapping([.. metadata.Fields.Select(inner => inner with { Value = WithoutSecrets(key, $"metadata.{inner.Key}", inner.Value) })])
                : WithoutSecrets(key, field.Key, field.Value),
        }),
    ]);

    public static bool IsHidden(ObjectKey key, string path) =>
        key.Kind == "Secret"
        && path is not ("apiVersion" or "kind" or "type" or "immutable" or "metadata.name" or "metadata.namespace")
        && !path.StartsWith("metadata.labels", StringComparison.Ordinal);

    private static void Append(StringBuilder text, ManifestValue value)
    {
        if (text.Length > MaxRead)
        {
            return;
        }

        switch (value)
        {
            case ManifestString scalar:
                AppendScalar(text, scalar.Value.Length > MaxRead ? scalar.Value[..MaxRead] : scalar.Value);
                break;
            case ManifestInteger number:
                text.Append(number.Value.ToString(CultureInfo.InvariantCulture));
                break;
            case ManifestBoolean flag:
                text.Append(flag.Value ? "true" : "false");
                break;
            case ManifestSequence list:
                AppendAll(text, '[', list.Items, Append, ']');
                break;
            case ManifestMapping mapping:
                AppendAll(text, '{', mapping.Fields, AppendField, '}');
                break;
        }
    }

    private static void AppendAll<T>(StringBuilder text, char open, IReadOnlyCollection<T> items, Action<StringBuilder, T> append, char close)
    {
        text.Append(open);
        var isFirst = true;
        foreach (var item in items)
        {
            if (text.Length > MaxRead)
            {
                break;
            }

            text.Append(isFirst ? "" : ", ");
            append(text, item);
            isFirst = false;
        }

        text.Append(close);
    }

    private static void AppendField(StringBuilder text, ManifestField field)
    {
        AppendScalar(text, ShortText.Of(field.Key, MaxRead));
        text.Append(": ");
        Append(text, field.Value);
    }

    private static void AppendScalar(StringBuilder text, string value)
    {
        if (IsPlain(value))
        {
            text.Append(value);
            return;
        }

        text.Append('"').Append(value.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)).Append('"');
    }

    /// <summary>A text that could be taken for a number or a boolean is quoted.</summary>
    private static bool IsPlain(string value) =>
        value.Length > 0
        && value is not ("true" or "false")
        && !long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
        && value.All(character => char.IsLetterOrDigit(character) || "-_./:@*".Contains(character, StringComparison.Ordinal));
}
