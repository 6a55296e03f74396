using System.Globalization;
using HandlebarsDotNet;

namespace MeshGitOps.Rendering.Templates;

/// <summary>A template as a delegate of Handlebars.Net; may be carried out by several threads. The only place that starts the engine.</summary>
internal sealed class CompiledTemplate
{
    private readonly HandlebarsTemplate<TextWriter, object, object> _render;

    private CompiledTemplate(HandlebarsTemplate<TextWriter, object, object> render) => _render = render;

    /// <exception cref="HandlebarsException">Our parser let something through that the engine refuses.</exception>
    public static CompiledTemplate Compile(ParsedTemplate parsed)
    {
        var engine = Handlebars.Create(new HandlebarsConfiguration
        {
            NoEscape = true,
            ThrowOnUnresolvedBindingExpression = true,
            FormatProvider = CultureInfo.InvariantCulture,
        });
        TemplateFunctions.Register(engine);
        using var reader = new StringReader(parsed.Text);
        return new CompiledTemplate(engine.Compile(reader));
    }

    /// <exception cref="TemplateFailure">A limit is reached, or a value has no text.</exception>
    /// <exception cref="HandlebarsUndefinedBindingException">A field is not there.</exception>
    public void Render(TextWriter writer, OrderedDictionary<string, object?> model, TemplateRun run) =>
        _render(writer, model, TemplateFunctions.DataOf(run));
}
