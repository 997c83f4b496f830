using Fridge.Engine;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Engine.Output.GitHub;

public sealed class WorkflowCommandTests
{
    /// <summary>As <c>escapeData</c> and <c>escapeProperty</c> of actions/toolkit have it.</summary>
    [Theory]
    [InlineData("50% of a:b, c\r\nd", "::error file=50%25 of a%3Ab%2C c%0D%0Ad::50%25 of a:b, c%0D%0Ad")]
    [InlineData("::warning::x", "::error file=%3A%3Awarning%3A%3Ax::::warning::x")]
    [InlineData("%0A", "::error file=%250A::%250A")]
    public void Of_WhatWouldEndACommandOrAProperty_IsEscapedAsGitHubsToolkitDoes(string text, string line) =>
        WorkflowCommand.Of("error", text, ("file", text)).ShouldBe(line);

    [Fact]
    public void Of_APropertyWithoutAValue_IsLeftOut() =>
        WorkflowCommand.Of("error", "x", ("file", "f"), ("line", 3), ("col", null)).ShouldBe("::error file=f,line=3::x");

    [Fact]
    public void Of_None_HasNoBlank() => WorkflowCommand.Of("stop-commands", "word").ShouldBe("::stop-commands::word");
}
