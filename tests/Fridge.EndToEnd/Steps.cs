using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Fridge.EndToEnd;

/// <summary>The place of a test in the life of a shelf: each step finds what the ones before left.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StepAttribute(int number) : Attribute
{
    public int Number { get; } = number;
}

/// <summary>Orders the methods: xunit takes the cases of one method together, so an order of cases alone would be one within a method.</summary>
public sealed class ByStep : ITestMethodOrderer
{
    /// <summary>This machine's engine and cores carry one shelf, and what a shelf leaves behind is looked for on the whole machine.</summary>
    public const string OneShelfAtATime = "one shelf at a time";

    public IReadOnlyCollection<TTestMethod?> OrderTestMethods<TTestMethod>(IReadOnlyCollection<TTestMethod?> testMethods)
        where TTestMethod : notnull, ITestMethod =>
        [.. testMethods.OrderBy(Number)];

    /// <exception cref="InvalidOperationException">A step without its place: it would run at any time.</exception>
    private static int Number<TTestMethod>(TTestMethod? method)
        where TTestMethod : notnull, ITestMethod =>
        (method as IXunitTestMethod)?.Method.GetCustomAttribute<StepAttribute>()?.Number
        ?? throw new InvalidOperationException($"{method?.MethodName} has no [Step].");
}
