using Xunit.Sdk;
using Xunit.v3;

namespace Fridge.EndToEnd;

/// <summary>The place of a test in the life of a shelf: each step finds what the ones before left.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StepAttribute(int number) : Attribute
{
    public int Number { get; } = number;
}

public sealed class ByStep : ITestCaseOrderer
{
    public IReadOnlyCollection<TTestCase> OrderTestCases<TTestCase>(IReadOnlyCollection<TTestCase> testCases)
        where TTestCase : notnull, ITestCase =>
        [.. testCases.OrderBy(Number)];

    private static int Number<TTestCase>(TTestCase testCase)
        where TTestCase : notnull, ITestCase =>
        (testCase as IXunitTestCase)?.TestMethod.Method.GetCustomAttributes(typeof(StepAttribute), inherit: false)
            .Cast<StepAttribute>().FirstOrDefault()?.Number ?? int.MaxValue;
}
