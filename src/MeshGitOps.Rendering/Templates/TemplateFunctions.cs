using System.Collections.Immutable;
using System.Globalization;
using HandlebarsDotNet;
using MeshGitOps.Specs.Kinds;

namespace MeshGitOps.Rendering.Templates;

/// <summary>The functions that expressions may call, and two that our parser puts around values and lists.</summary>
internal static class TemplateFunctions
{
    /// <summary>Around what is written: refuses what has no text.</summary>
    public const string Text = "text";

    /// <summary>Around what is looped over: pays for the turns.</summary>
    public const string Items = "items";

    private const string Run = "run";

    /// <summary>The number of arguments of each function that a template may call.</summary>
    public static readonly ImmutableSortedDictionary<string, int> Arguments = ImmutableSortedDictionary.CreateRange(
        StringComparer.Ordinal,
        [
            KeyValuePair.Create("braces", 1),
            KeyValuePair.Create("indent", 2),
            KeyValuePair.Create("json", 1),
            KeyValuePair.Create("yaml", 1),
        ]);

    public static void Register(IHandlebars engine)
    {
        engine.RegisterHelper(Text, (in EncodedTextWriter writer, in HelperOptions _, in Context _, in HandlebarsDotNet.Arguments arguments) =>
            writer.Write(TemplateValues.Text(arguments[0]), false));
        engine.RegisterHelper(Items, (in HelperOptions options, in Context _, in HandlebarsDotNet.Arguments arguments) =>
            RunOf(options).Enter(arguments.At<int>(0), arguments[1]));
        Register(engine, "yaml", arguments => TemplateValues.Yaml(arguments[0]));
        Register(engine, "json", arguments => TemplateValues.Json(arguments[0]));
        Register(engine, "indent", arguments => TemplateValues.Indent(arguments[0], TemplateValues.Text(arguments[1])));
        Register(engine, "braces", arguments => $"{{{{{TemplateValues.Text(arguments[0])}}}}}");
    }

    /// <summary>What the engine hands to every function of one render.</summary>
    public static object DataOf(TemplateRun run) => new Dictionary<string, object> { [Run] = run };

    private static void Register(IHandlebars engine, string name, Func<HandlebarsDotNet.Arguments, string> function) =>
        engine.RegisterHelper(name, (in HelperOptions options, in Context _, in HandlebarsDotNet.Arguments arguments) =>
        {
            var text = function(arguments);
            RunOf(options).PayFor(text);
            return text;
        });

    private static TemplateRun RunOf(in HelperOptions options) =>
        options.Data[Run] as TemplateRun ?? throw new InvalidOperationException("A render hands its run to every function.");
}
