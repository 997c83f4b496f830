using System.Collections.Immutable;

namespace Fridge.Engine;

/// <summary>
/// A build class as data: its targets and what each takes, needs and leaves. Help and <c>.nuke/build.schema.json</c> are made from it; so can workflows
/// and completion be. Making one runs no target and reads no file.
/// </summary>
/// <param name="Title">What this is, in a line.</param>
/// <param name="Targets">In the order of the source, unlisted ones too.</param>
/// <param name="Parameters">In the order of the source, secrets and unlisted ones too.</param>
/// <param name="Options">What every build has.</param>
/// <param name="Sections">How help orders the targets.</param>
/// <param name="Examples">Command lines for help.</param>
public sealed record BuildModel(
    string Title,
    ImmutableArray<TargetModel> Targets,
    ImmutableArray<ParameterModel> Parameters,
    ImmutableArray<OptionModel> Options,
    ImmutableArray<TargetSection> Sections,
    ImmutableArray<Example> Examples)
{
    /// <summary>What a person types to start it.</summary>
    public string Invocation { get; init; } = FridgeBuild.Script;

    /// <summary>Of the parameters, those that no command line, file or log may hold.</summary>
    public IEnumerable<ParameterModel> Secrets => Parameters.Where(parameter => parameter.IsSecret);

    /// <summary>What <paramref name="target"/> alone takes, its argument first.</summary>
    public IEnumerable<ParameterModel> ParametersOf(string target) =>
        Parameters.Where(parameter => parameter.For.Contains(target)).OrderBy(parameter => parameter.ArgumentOf == target ? 0 : 1);

    public static BuildModel Of<TBuild>()
        where TBuild : FridgeBuild, new() => Of(new TBuild());

    /// <exception cref="WrongUseException">The targets wait for each other.</exception>
    /// <exception cref="InvalidOperationException">A parameter is for a target that isn't there: a mistake of the build class.</exception>
    public static BuildModel Of(FridgeBuild build) => Of(build, TargetGraph.Of(build), ParameterMembers.Of(build.GetType()));

    internal static BuildModel Of(FridgeBuild build, TargetGraph graph, IReadOnlyList<ParameterMember> parameters) => new(
        build.Title,
        [.. graph.Targets.Select(TargetModel.Of)],
        [.. parameters.Select(parameter => ParameterModel.Of(parameter, build, graph))],
        [.. BuiltInOptions.All.Select(OptionModel.Of)],
        build.Sections,
        build.Examples)
    {
        Invocation = build.Invocation,
    };

    /// <summary>The targets that help lists, in its order: those of no section, then section by section.</summary>
    internal IEnumerable<(string Title, IEnumerable<TargetModel> Targets)> ListedTargets()
    {
        var listed = Targets.Where(target => target.Listed).ToList();
        var inSections = Sections.SelectMany(section => section.Targets).ToHashSet(StringComparer.Ordinal);
        yield return ("Targets", listed.Where(target => !inSections.Contains(target.Name)));
        foreach (var section in Sections)
            yield return (section.Title, section.Targets.Select(name => listed.Single(target => target.Name == name)));
    }
}

/// <param name="DependsOn">Must have succeeded before.</param>
/// <param name="After">Must be over before, where both run.</param>
/// <param name="Triggers">Run after this has succeeded.</param>
/// <param name="Produces">Files or folders, relative to the checkout, that a person finds afterwards.</param>
/// <param name="Listed">False: works, isn't shown.</param>
public sealed record TargetModel(
    string Name,
    string Description,
    ImmutableArray<string> DependsOn,
    ImmutableArray<string> After,
    ImmutableArray<string> Triggers,
    ImmutableArray<string> Produces,
    bool Listed)
{
    internal static TargetModel Of(TargetNode node) => new(
        node.Name, node.Settings.Description ?? "", node.DependsOn, node.After, node.Triggers, [.. node.Settings.Produces], node.Settings.Listed);
}

/// <param name="Placeholder">Stands for the value in help; null for a switch.</param>
public sealed record OptionModel(string Name, string? Placeholder, string Description, bool Listed)
{
    internal static OptionModel Of(BuiltInOption option) => new(option.Name, option.Placeholder, option.Description, option.Listed);
}
