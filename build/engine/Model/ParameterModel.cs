using System.Collections;
using System.Collections.Immutable;

namespace Fridge.Engine;

/// <summary>A value of the build.</summary>
/// <param name="Name">The option without dashes; of a secret the option is <c>--name-file</c>.</param>
/// <param name="Key">In <c>.nuke/parameters.json</c>; a secret has no place there.</param>
/// <param name="Variable">The environment's.</param>
/// <param name="For">The targets that read it; empty: any may.</param>
/// <param name="ArgumentOf">The target after whose name it can stand without the option; null: none.</param>
/// <param name="Type">Of one value where it is a list.</param>
/// <param name="Placeholder">Stands for the value in help; null for a switch.</param>
/// <param name="Default">As it would be typed; null: none, or a list.</param>
/// <param name="Listed">False: works, isn't shown.</param>
public sealed record ParameterModel(
    string Name,
    string Key,
    string Variable,
    string Description,
    ImmutableArray<string> For,
    string? ArgumentOf,
    Type Type,
    bool IsList,
    bool IsSwitch,
    bool IsSecret,
    string? Placeholder,
    string? Default,
    bool Listed)
{
    internal static ParameterModel Of(ParameterMember parameter, FridgeBuild build, TargetGraph graph) => new(
        parameter.Name,
        parameter.Key,
        parameter.Variable,
        parameter.Attribute.Description,
        [.. parameter.For.Select(target => graph.Find(target)?.Name ?? throw new InvalidOperationException(
            $"The parameter {parameter.MemberName} is for {target}, which is not a target of this build class."))],
        parameter.Attribute.ArgumentOf,
        parameter.ElementType ?? parameter.PlainType,
        parameter.ElementType is not null,
        parameter.IsSwitch,
        parameter.IsSecret,
        PlaceholderOf(parameter),
        parameter.IsSecret ? null : DefaultOf(parameter.Get(build)),
        parameter.Attribute.Listed);

    private static string? PlaceholderOf(ParameterMember parameter)
    {
        var placeholder = parameter.Attribute.Placeholder ?? (
            parameter.IsSwitch ? null
            : parameter.PlainType.IsEnum ? string.Join('|', Enum.GetNames(parameter.PlainType).Select(Kebab.Of))
            : parameter.PlainType == typeof(int) ? "N"
            : Kebab.Of((parameter.ElementType ?? parameter.PlainType).Name).ToUpperInvariant());
        return placeholder is null || parameter.ElementType is null ? placeholder : $"{placeholder}…";
    }

    private static string? DefaultOf(object? value) => value switch
    {
        null or false or "" => null,
        Enum name => Kebab.Of(name.ToString()),
        string text => text,
        TimeSpan time => Duration.Show(time),
        IEnumerable => null,
        _ => value.ToString(),
    };
}
