using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Rendering.Templates;

/// <summary>
/// Thrown by our functions through the engine, which has no other way to stop, and caught where the render began.
/// </summary>
/// <param name="loop">The 'each' that fails; null where it is the tag of the last mark.</param>
internal sealed class TemplateFailure(DiagnosticDescriptor descriptor, string message, string help, int? loop = null) : Exception(message)
{
    public DiagnosticDescriptor Descriptor { get; } = descriptor;

    public string Help { get; } = help;

    public int? Loop { get; } = loop;
}
