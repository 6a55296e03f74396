using System.CommandLine;
using MeshGitOps.Cli.Reporting;
using MeshGitOps.Policies;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Schemas;

namespace MeshGitOps.Cli.Commands;

/// <summary><c>meshgitops schema [KIND]</c>: the JSON schema of a kind, for editors.</summary>
internal static class SchemaCommand
{
    private const string Report = "report";
    private const string Diff = "diff";
    private const string Publish = "publish";

    public static Command Create(CommandSession session)
    {
        var kind = CommonOptions.WithoutOptions(
            new Argument<string?>("KIND") { Description = "Of a spec, such as Cluster; 'report', for what 'validate -o json' writes; 'diff' and 'publish', for what 'diff -o json' and 'publish -o json' do.", Arity = ArgumentArity.ZeroOrOne, HelpName = "KIND" });
        kind.CompletionSources.Add([.. SpecKinds.All.Select(known => known.Name), Report, Diff, Publish]);
        var command = new DescribedCommand(
            "schema",
            "Print the JSON schema of a kind, or of a JSON report; without a name, list them.",
            new CommandExample("meshgitops schema", "the kinds"),
            new CommandExample("meshgitops schema Cluster > cluster.schema.json", "for an editor"),
            new CommandExample("meshgitops schema report", "what 'meshgitops validate -o json' writes"))
        {
            kind,
        };
        command.SetAction(parsed => (int)Run(parsed.GetValue(kind), session.Output));
        return command;
    }

    private static ExitCode Run(string? name, TextWriter output)
    {
        if (name is null)
        {
            foreach (var kind in SpecKinds.All)
            {
                output.WriteLine(kind.Name);
            }

            output.WriteLine(Report);
            output.WriteLine(Diff);
            output.WriteLine(Publish);
            return ExitCode.Clean;
        }

        if (name is Report or Diff or Publish)
        {
            output.Write(name switch
            {
                Report => JsonReport.Schema(),
                Diff => DifferenceJson.Schema(),
                _ => PublicationJson.Schema(),
            });
            return ExitCode.Clean;
        }

        var found = SpecKinds.All.FirstOrDefault(kind => kind.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (found is null)
        {
            var names = SpecKinds.All.Select(kind => kind.Name).Append(Report).Append(Diff).Append(Publish).ToList();
            throw new UsageException($"There is no kind '{name}'. {Suggestion.Help(name, names) ?? $"The names are {string.Join(", ", names)}."}");
        }

        // The embedded schema of a Policy knows no rules, as the catalogue lies in another project.
        var text = found == SpecKinds.Policy ? PolicySchema.Generate() : found.Schema.Text;
        output.Write(text.TrimEnd('\n') + '\n');
        return ExitCode.Clean;
    }
}
