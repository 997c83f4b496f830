using System.Collections.Immutable;

namespace Fridge.Engine;

/// <summary>
/// What a shell needs to complete <c>./build.sh</c>, or a program by its own name, as a script that asks no program: pressing Tab costs no start of .NET. It has the words of
/// the build that wrote it, so write it again after an update.
/// </summary>
internal static class CompletionScript
{
    public static ImmutableArray<string> Shells { get; } = ["bash", "zsh", "fish"];

    /// <param name="typed">What starts the program.</param>
    /// <exception cref="WrongUseException">Another shell.</exception>
    public static IEnumerable<string> Lines(string shell, ImmutableArray<CompletionWord> words, string typed = FridgeBuild.Script) => shell switch
    {
        "bash" => Bash(words, typed),
        "zsh" => Zsh(words, typed),
        "fish" => Fish(words, typed),
        _ => throw new WrongUseException($"--completion {shell}: expected bash, zsh or fish.", Suggestion.For(shell, Shells)),
    };

    private static IEnumerable<string> Bash(ImmutableArray<CompletionWord> words, string typed)
    {
        yield return $"# bash: {typed} --completion bash > ~/.local/share/bash-completion/completions/{NameOf(typed)}";
        yield return "_fridge_build() {";
        yield return "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}";
        yield return "  COMPREPLY=()";
        yield return "  case $before in";
        foreach (var group in words.Where(word => word.Value != CompletionValue.None).GroupBy(BashReply))
            yield return $"    {string.Join('|', group.Select(word => word.Text))}) {group.Key}return ;;";
        yield return "  esac";
        yield return "  if [[ $word == -* ]]; then";
        yield return $"    mapfile -t COMPREPLY < <(compgen -W '{Texts(words, isOption: true)}' -- \"$word\")";
        yield return "  else";
        yield return $"    mapfile -t COMPREPLY < <(compgen -W '{Texts(words, isOption: false)}' -- \"$word\")";
        yield return "  fi";
        yield return "}";
        yield return $"complete -F _fridge_build {NameOf(typed)} {typed}";
    }

    private static string Texts(ImmutableArray<CompletionWord> words, bool isOption) =>
        string.Join(' ', words.Where(word => word.IsOption == isOption).Select(word => word.Text));

    private static string BashReply(CompletionWord word) => word.Value switch
    {
        CompletionValue.Choice => $"mapfile -t COMPREPLY < <(compgen -W '{string.Join(' ', word.Choices)}' -- \"$word\"); ",
        CompletionValue.File => "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$word\"); ",
        CompletionValue.Folder => "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- \"$word\"); ",
        _ => "",
    };

    private static IEnumerable<string> Zsh(ImmutableArray<CompletionWord> words, string typed)
    {
        yield return $"#compdef {NameOf(typed)}";
        yield return $"# zsh: {typed} --completion zsh > a folder of $fpath/_{NameOf(typed)}";
        yield return "local -a targets=(";
        foreach (var word in words.Where(word => !word.IsOption))
            yield return $"  {Quoted($"{word.Text}:{word.Description}", "'\\''")}";
        yield return ")";
        yield return "_arguments \\";
        foreach (var word in words.Where(word => word.IsOption))
            yield return $"  {Quoted($"{word.Text}[{Escaped(word.Description)}]{ZshValue(word)}", "'\\''")} \\";
        yield return "  '*:target:_describe target targets'";
    }

    private static string ZshValue(CompletionWord word) => word.Value switch
    {
        CompletionValue.None => "",
        CompletionValue.Choice => $":value:({string.Join(' ', word.Choices)})",
        CompletionValue.File => ":file:_files",
        CompletionValue.Folder => ":folder:_files -/",
        _ => ":value:",
    };

    /// <summary>What would end a description of <c>_arguments</c>.</summary>
    private static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal);

    private static IEnumerable<string> Fish(ImmutableArray<CompletionWord> words, string typed)
    {
        yield return $"# fish: {typed} --completion fish > ~/.config/fish/completions/{NameOf(typed)}.fish";
        yield return $"complete -c {NameOf(typed)} -f";
        foreach (var word in words)
        {
            var what = word.IsOption ? $"-l {word.Text[2..]}{FishValue(word)}" : $"-a {word.Text}";
            yield return $"complete -c {NameOf(typed)} {what} -d {Quoted(word.Description.Replace("\\", "\\\\", StringComparison.Ordinal), "\\'")}";
        }
    }

    private static string FishValue(CompletionWord word) => word.Value switch
    {
        CompletionValue.None => "",
        CompletionValue.Choice => $" -x -a '{string.Join(' ', word.Choices)}'",
        CompletionValue.File => " -r -F",
        CompletionValue.Folder => " -x -a '(__fish_complete_directories)'",
        _ => " -x",
    };

    /// <summary>By which a shell knows the program; of a path that had to be quoted, the same.</summary>
    private static string NameOf(string typed) => typed.EndsWith('\'') ? $"'{Path.GetFileName(typed.TrimStart('\''))}" : Path.GetFileName(typed);

    private static string Quoted(string text, string quote) => $"'{text.Replace("'", quote, StringComparison.Ordinal)}'";
}
