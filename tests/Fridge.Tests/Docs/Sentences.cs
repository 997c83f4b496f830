using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Fridge.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fridge.Tests.Docs;

/// <summary>A text of the product that a person may read, with its holes as <c>{…}</c>.</summary>
/// <param name="Place">File and line.</param>
internal sealed record Sentence(string Place, string Text);

/// <summary>What the product says to people: texts of two words and more in its C#, and what its shell scripts echo. Texts that are shell, YAML, SQL or a pattern aren't among them.</summary>
internal static partial class Sentences
{
    private static readonly ImmutableArray<string> Rooms = ["build", "model", "images", "manifests", "ansible-equivalents", "rollout", "virtual"];

    public static ImmutableArray<Sentence> OfTheProduct() =>
    [
        .. Files("*.cs").SelectMany(OfCSharp),
        .. Files("*.sh").Append(Checkout.File("build.sh")).SelectMany(OfShell),
    ];

    private static IEnumerable<string> Files(string pattern) => Rooms
        .SelectMany(room => Directory.EnumerateFiles(Checkout.File(room), pattern, SearchOption.AllDirectories))
        .Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    private static IEnumerable<Sentence> OfCSharp(string file)
    {
        var root = CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot();
        return
            from node in root.DescendantNodes()
            let text = TextOf(node)
            where text is not null && IsForPeople(text) && !IsMachines(node)
            select new Sentence($"{Name(file)}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}", text);
    }

    private static IEnumerable<Sentence> OfShell(string file) =>
        File.ReadLines(file).SelectMany((line, at) => Spoken().Matches(line)
            .Select(match => new Sentence($"{Name(file)}:{at + 1}", match.Groups["text"].Value))
            .Where(sentence => IsForPeople(sentence.Text)));

    private static string Name(string file) => Path.GetRelativePath(Checkout.Root, file);

    /// <summary>Null: no text of its own, or part of an interpolated one that is told whole.</summary>
    private static string? TextOf(SyntaxNode node) => node switch
    {
        LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) => literal.Token.ValueText,
        InterpolatedStringExpressionSyntax text => string.Concat(text.Contents.Select(part => part is InterpolatedStringTextSyntax words ? words.TextToken.ValueText : "{…}")),
        _ => null,
    };

    /// <summary>Two words at least one of which is long, and nothing that only a program reads.</summary>
    private static bool IsForPeople(string text) => TwoWords().IsMatch(text) && (CapitalFirst().IsMatch(text) || !ForPrograms().IsMatch(text));

    /// <summary>A pattern, a script of a fact or a step.</summary>
    private static bool IsMachines(SyntaxNode node) =>
        node.Ancestors().OfType<AttributeSyntax>().FirstOrDefault()?.Name.ToString() is "GeneratedRegex" or "SuppressMessage" or "JsonPropertyName"
        || (node.Parent is ArgumentSyntax && node.FirstAncestorOrSelf<BaseObjectCreationExpressionSyntax>() is { } made && made.ToString().StartsWith("new(\"", StringComparison.Ordinal) && made.ToString().Contains("text =>", StringComparison.Ordinal));

    [GeneratedRegex(@"(^|[\s(“'""])[A-Za-z][a-z']+[,;:]? [a-z{(“'0-9][a-z…}']+")]
    private static partial Regex TwoWords();

    /// <summary>No script begins so: a sentence may quote one.</summary>
    [GeneratedRegex(@"^[A-Z][a-z]* [^=]")]
    private static partial Regex CapitalFirst();

    [GeneratedRegex(@"\$\(|\$\{|&& |\|\| |; (do|fi|done)\b|; then\b.*; (fi|el)|^\s*(set|if|while|awk|sed|mkdir|cat|printf|exec|test|sh|systemctl|iptables|FROM|RUN|COPY) [-\w""'$/]|^\s*for \w+ in |^\s*docker [-""'$/]|^#!|2>|\\n\s*\$|apiVersion:|^\^|\\[wsd]")]
    private static partial Regex ForPrograms();

    [GeneratedRegex(@"(?:echo|say|die|step)\s+(?:[0-9] )?""(?<text>[^""]+)""")]
    private static partial Regex Spoken();
}
