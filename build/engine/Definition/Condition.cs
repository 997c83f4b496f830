namespace Fridge.Engine;

/// <param name="Text">The condition as the build class spells it; what a person reads when it doesn't hold.</param>
internal sealed record Condition(Func<bool> Holds, string Text)
{
    public static Condition Of(Func<bool> holds, string expression) => new(holds, Lambda.Body(expression));
}

/// <param name="Value">Met unless null, false or an empty text.</param>
/// <param name="Text">The requirement as the build class spells it: a parameter's name, mostly.</param>
/// <param name="Message">What to say instead of <paramref name="Text"/>.</param>
internal sealed record Requirement(Func<object?> Value, string Text, string? Message)
{
    public bool IsMet() => Value() is not (null or false or "");
}

internal static class Lambda
{
    /// <summary><c>() => Token</c> is <c>Token</c>.</summary>
    public static string Body(string expression) =>
        expression.IndexOf("=>", StringComparison.Ordinal) is var arrow and >= 0 ? expression[(arrow + 2)..].Trim() : expression;
}
