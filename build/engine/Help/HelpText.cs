using System.Collections;

namespace Fridge.Engine;

internal sealed record HelpEntry(string Label, string Text);

/// <summary>What <c>--help</c> shows: usage, targets, parameters with their values, options.</summary>
internal sealed class HelpText(FridgeBuild build, IReadOnlyList<TargetNode> targets, IReadOnlyList<ParameterMember> parameters)
{
    private const int WidestLabel = 30;

    public IEnumerable<StyledLine> Lines(int width)
    {
        var listed = parameters.Where(parameter => parameter.Attribute.Listed).Select(Entry).ToList();
        yield return StyledLine.Of(build.Title);
        yield return StyledLine.Empty;
        yield return StyledLine.Of("Usage: ./build.sh [Target…] [--options]");
        foreach (var line in Section("Targets", targets.Where(target => target.Settings.Listed).Select(Entry), width))
            yield return line;
        foreach (var line in Section("Parameters", listed, width))
            yield return line;
        foreach (var line in Section("Options", BuiltInOptions.All.Where(option => option.Listed).Select(Entry), width))
            yield return line;
    }

    private static IEnumerable<StyledLine> Section(string title, IEnumerable<HelpEntry> entries, int width)
    {
        var list = entries.ToList();
        if (list.Count == 0)
            yield break;

        yield return StyledLine.Empty;
        yield return StyledLine.Of(title, Tone.Strong);
        var column = list.Select(entry => entry.Label.Length).Where(length => length <= WidestLabel).DefaultIfEmpty(0).Max() + 4;
        foreach (var line in list.SelectMany(entry => Lines(entry, column, width)))
            yield return StyledLine.Of(line);
    }

    private static IEnumerable<string> Lines(HelpEntry entry, int column, int width)
    {
        var label = $"  {entry.Label}";
        var fits = label.Length <= column - 2;
        if (!fits)
            yield return label;
        var head = fits ? label : "";
        foreach (var text in Wrap(entry.Text, Math.Max(30, width - column)).DefaultIfEmpty(""))
        {
            yield return (head.PadRight(column) + text).TrimEnd();
            head = "";
        }
    }

    private static IEnumerable<string> Wrap(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = word;
            }
            else
                line = line.Length == 0 ? word : $"{line} {word}";
        }

        if (line.Length > 0)
            yield return line;
    }

    private HelpEntry Entry(TargetNode target) => new(
        parameters.FirstOrDefault(parameter => parameter.Attribute.ArgumentOf == target.Name) is { } argument
            ? $"{target.Name} {Placeholder(argument)}"
            : target.Name,
        target.Settings.Description ?? "");

    private static HelpEntry Entry(BuiltInOption option) =>
        new(option.Placeholder is null ? $"--{option.Name}" : $"--{option.Name} {option.Placeholder}", option.Description);

    private HelpEntry Entry(ParameterMember parameter) => parameter.IsSecret
        ? new($"--{parameter.Name}-file FILE", $"{parameter.Attribute.Description} Or {parameter.Variable}; never on the command line.")
        : new(Label(parameter), parameter.Attribute.Description + Default(parameter));

    private static string Label(ParameterMember parameter) =>
        Placeholder(parameter) is { } placeholder ? $"--{parameter.Name} {placeholder}" : $"--{parameter.Name}";

    /// <summary>Null for a switch.</summary>
    private static string? Placeholder(ParameterMember parameter)
    {
        var placeholder = parameter.Attribute.Placeholder ?? (
            parameter.IsSwitch ? null
            : parameter.PlainType.IsEnum ? string.Join('|', Enum.GetNames(parameter.PlainType).Select(Kebab.Of))
            : Kebab.Of((parameter.ElementType ?? parameter.PlainType).Name).ToUpperInvariant());
        return placeholder is null || parameter.ElementType is null ? placeholder : $"{placeholder}…";
    }

    private string Default(ParameterMember parameter) => parameter.Get(build) switch
    {
        null or false or "" => "",
        Enum value => $" Default: {Kebab.Of(value.ToString())}.",
        string text => $" Default: {text}.",
        TimeSpan time => $" Default: {Duration.Show(time)}.",
        IEnumerable => "",
        var value => $" Default: {value}.",
    };
}
