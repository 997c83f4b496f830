using System.Collections.Immutable;

namespace Fridge.Engine;

/// <summary>
/// Reads <c>[Target…] [--options]</c> in any order; <c>--name value</c> and <c>--name=value</c> are the same. A word that is no target is
/// the argument of the last target before it that has one.
/// </summary>
internal sealed class CommandLineParser(IReadOnlyList<string> targets, IReadOnlyList<ParameterMember> parameters)
{
    private readonly ImmutableArray<string>.Builder asked = ImmutableArray.CreateBuilder<string>();
    private readonly Dictionary<string, string[]> options = [];

    /// <exception cref="WrongUseException">The first word that has no place, with the nearest that has one.</exception>
    public ParsedCommandLine Parse(IReadOnlyList<string> args)
    {
        for (var rest = new Queue<string>(args); rest.TryDequeue(out var word);)
        {
            if (word is "-h" or "-?")
                word = "--help";
            if (word.StartsWith('-'))
                ReadOption(word, rest);
            else if (Find(word) is null && ArgumentHere() is { } argument)
                Keep(argument.Name, argument.ElementType is null ? OptionShape.Value : OptionShape.List, [word]);
            else
                asked.Add(Target(word));
        }

        return new ParsedCommandLine([.. asked.Distinct()], options);
    }

    private void ReadOption(string word, Queue<string> rest)
    {
        var (name, attached) = word.IndexOf('=') is var equals and > 0 ? (word[..equals], word[(equals + 1)..]) : (word, null);
        var shape = ShapeOf(name);
        string[] values = shape switch
        {
            OptionShape.Switch => [attached ?? TakeIf(rest, next => next is "true" or "false") ?? "true"],
            OptionShape.Value => [NotBlank(name, attached ?? TakeIf(rest, next => !IsOption(next)) ?? throw new WrongUseException($"{name} wants a value."))],
            _ => attached is null ? TakeAll(rest) : [attached],
        };
        Keep(name[2..], shape, name == "--skip" ? [.. values.Select(Target)] : values);
    }

    /// <summary>Taken as given it would be another value than the one meant; taken as not given, the default.</summary>
    private static string NotBlank(string name, string value) => !string.IsNullOrWhiteSpace(value) ? value : throw new WrongUseException(
        $"{name} has an empty value.", "Is the variable behind it set? Give a value, or leave the option out.");

    private void Keep(string name, OptionShape shape, string[] values)
    {
        if (!options.TryGetValue(name, out var before))
            options[name] = values;
        else if (shape == OptionShape.List)
            options[name] = [.. before, .. values];
        else if (!before.SequenceEqual(values))
            throw new WrongUseException($"--{name} is given twice with different values.");
    }

    private OptionShape ShapeOf(string word)
    {
        var name = word.StartsWith("--", StringComparison.Ordinal) ? word[2..] : throw Unknown(word);
        if (BuiltInOptions.Find(name) is { } builtIn)
            return builtIn.Shape;
        if (parameters.FirstOrDefault(parameter => parameter.IsSecret && name == parameter.Name) is { } secret)
        {
            throw new WrongUseException(
                $"{word} is a secret, and others on this machine can read a command line.",
                $"Set {secret.Variable}, or name a file: {word}-file FILE.");
        }

        if (parameters.Any(parameter => parameter.IsSecret && name == $"{parameter.Name}-file"))
            return OptionShape.Value;
        var known = parameters.FirstOrDefault(parameter => parameter.Name == name) ?? throw Unknown(word);
        return known.IsSwitch ? OptionShape.Switch : known.ElementType is null ? OptionShape.Value : OptionShape.List;
    }

    private ParameterMember? ArgumentHere() => asked
        .Select(target => parameters.FirstOrDefault(parameter => parameter.Attribute.ArgumentOf == target))
        .LastOrDefault(parameter => parameter is not null);

    private string? Find(string word) => targets.FirstOrDefault(target => target.Equals(word, StringComparison.OrdinalIgnoreCase));

    private string Target(string word) => Find(word)
        ?? throw new WrongUseException($"There is no target {word}.", Suggestion.For(word, targets) ?? "./build.sh --help lists the targets.");

    private WrongUseException Unknown(string word) =>
        new($"There is no option {word}.", Suggestion.For(word, Spellings()) ?? "./build.sh --help lists the options.");

    private IEnumerable<string> Spellings() =>
        BuiltInOptions.All.Where(option => option.Listed).Select(option => $"--{option.Name}")
            .Concat(parameters.Select(parameter => parameter.IsSecret ? $"--{parameter.Name}-file" : $"--{parameter.Name}"));

    private static string? TakeIf(Queue<string> rest, Func<string, bool> wanted) =>
        rest.TryPeek(out var next) && wanted(next) ? rest.Dequeue() : null;

    private static string[] TakeAll(Queue<string> rest)
    {
        var values = new List<string>();
        while (TakeIf(rest, next => !IsOption(next)) is { } value)
            values.Add(value);
        return [.. values];
    }

    /// <summary>A single dash and negative numbers are values.</summary>
    private static bool IsOption(string word) => word is ['-', not (>= '0' and <= '9'), ..];
}
