namespace Fridge.Engine;

internal sealed record HelpEntry(string Label, string Text);

/// <summary>What <c>--help</c> shows: usage, targets, parameters with their values, options; beside targets what these take.</summary>
internal sealed class HelpText(BuildModel model)
{
    private const int WidestLabel = 30;

    public IEnumerable<StyledLine> Lines(int width)
    {
        yield return StyledLine.Of(model.Title);
        yield return StyledLine.Empty;
        yield return StyledLine.Of($"Usage: {model.Invocation} [Target…] [--options]");
        yield return StyledLine.Of($"       {model.Invocation} TARGET --help: a target's own parameters, and examples");
        foreach (var (title, targets) in model.ListedTargets())
        {
            foreach (var line in Section(title, targets.Select(Entry), width))
                yield return line;
        }

        foreach (var line in Section("Parameters", model.Parameters.Where(parameter => parameter.Listed && parameter.For.IsEmpty).Select(Entry), width))
            yield return line;
        foreach (var line in Section("Options", model.Options.Where(option => option.Listed).Select(Entry), width))
            yield return line;
    }

    /// <summary>Of these targets: what each does, needs and takes.</summary>
    public IEnumerable<StyledLine> Lines(IEnumerable<string> targets, int width)
    {
        foreach (var target in targets.Select(name => model.Targets.First(target => target.Name == name)))
        {
            foreach (var line in Section(Entry(target).Label, Facts(target), width).Skip(1))
                yield return line;
            foreach (var line in Section($"Parameters of {target.Name}", model.ParametersOf(target.Name).Where(parameter => parameter.Listed).Select(Entry), width))
                yield return line;
            foreach (var line in Section("Examples", model.Examples.Where(example => example.Target == target.Name).Select(Entry), width))
                yield return line;
            yield return StyledLine.Empty;
        }

        yield return StyledLine.Of($"{model.Invocation} --help shows all targets, and the parameters that all of them take.", Tone.Faint);
    }

    private static IEnumerable<HelpEntry> Facts(TargetModel target)
    {
        yield return new("does", target.Description);
        if (!target.DependsOn.IsEmpty)
            yield return new("first runs", string.Join(", ", target.DependsOn));
        if (!target.Triggers.IsEmpty)
            yield return new("then runs", string.Join(", ", target.Triggers));
        if (!target.Produces.IsEmpty)
            yield return new("leaves", string.Join(", ", target.Produces));
    }

    private static IEnumerable<StyledLine> Section(string title, IEnumerable<HelpEntry> entries, int width)
    {
        var list = entries.ToList();
        if (list.Count == 0)
            yield break;

        yield return StyledLine.Empty;
        yield return StyledLine.Of(title, Tone.Strong);
        var column = 4;
        foreach (var entry in list.Where(entry => entry.Label.Length <= WidestLabel))
            column = Math.Max(column, entry.Label.Length + 4);
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
            {
                line = line.Length == 0 ? word : $"{line} {word}";
            }
        }

        if (line.Length > 0)
            yield return line;
    }

    private HelpEntry Entry(TargetModel target) => new(
        model.Parameters.FirstOrDefault(parameter => parameter.ArgumentOf == target.Name) is { } argument
            ? $"{target.Name} {argument.Placeholder}"
            : target.Name,
        target.Description);

    private HelpEntry Entry(Example example) => new($"{model.Invocation} {example.Arguments}", example.Description);

    private static HelpEntry Entry(OptionModel option) =>
        new(option.Placeholder is null ? $"--{option.Name}" : $"--{option.Name} {option.Placeholder}", option.Description);

    private static HelpEntry Entry(ParameterModel parameter) => parameter.IsSecret
        ? new($"--{parameter.Name}-file FILE", $"{Sentence(parameter.Description)} Or {parameter.Variable}; never on the command line.")
        : new(
            parameter.Placeholder is { } placeholder ? $"--{parameter.Name} {placeholder}" : $"--{parameter.Name}",
            parameter.Default is { } usual ? $"{Sentence(parameter.Description)} Default: {usual}." : parameter.Description);

    private static string Sentence(string text) => text.EndsWith('.') ? text : $"{text}.";
}
