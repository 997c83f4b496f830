using System.Collections.Immutable;

namespace Fridge.Engine;

/// <summary>What follows an option on the command line.</summary>
internal enum CompletionValue
{
    /// <summary>Nothing: a switch.</summary>
    None,

    /// <summary>Something that no shell knows: a number, a name.</summary>
    Free,

    /// <summary>One of <see cref="CompletionWord.Choices"/>.</summary>
    Choice,

    File,

    Folder,
}

/// <summary>A target, or an option with its dashes.</summary>
internal sealed record CompletionWord(string Text, string Description, CompletionValue Value, ImmutableArray<string> Choices)
{
    public bool IsOption => Text.StartsWith("--", StringComparison.Ordinal);

    /// <param name="placeholder">As help shows it: <c>FILE</c>, <c>quiet|normal|verbose</c>; null for a switch.</param>
    public static CompletionWord Option(string name, string? placeholder, string description) => placeholder?.TrimEnd('…') switch
    {
        null => new($"--{name}", description, CompletionValue.None, []),
        "FILE" or "TAG|FILE" => new($"--{name}", description, CompletionValue.File, []),
        "FOLDER" => new($"--{name}", description, CompletionValue.Folder, []),
        { } choices when choices.Contains('|') && choices.All(letter => letter is '|' or '-' || char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter)) =>
            new($"--{name}", description, CompletionValue.Choice, [.. choices.Split('|')]),
        _ => new($"--{name}", description, CompletionValue.Free, []),
    };
}

/// <summary>The words of a build's command line, as a shell completes them: those that help lists, in its order.</summary>
internal static class CompletionWords
{
    public static ImmutableArray<CompletionWord> Of(BuildModel model) =>
    [
        .. model.ListedTargets().SelectMany(section => section.Targets).Select(target => new CompletionWord(target.Name, target.Description, CompletionValue.None, [])),
        .. model.Parameters.Where(parameter => parameter.Listed).Select(Word)
            .Concat(model.Options.Where(option => option.Listed).Select(option => CompletionWord.Option(option.Name, option.Placeholder, option.Description)))
            .DistinctBy(word => word.Text),
    ];

    private static CompletionWord Word(ParameterModel parameter) => parameter.IsSecret
        ? CompletionWord.Option($"{parameter.Name}-file", "FILE", parameter.Description)
        : CompletionWord.Option(parameter.Name, parameter.Placeholder, parameter.Description);
}
