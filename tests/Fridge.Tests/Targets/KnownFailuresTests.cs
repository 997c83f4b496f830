using System.Net;
using System.Net.Sockets;
using Docker.DotNet;
using Fridge.Manifests.Grammar;
using Fridge.Model;
using Fridge.Model.Conversion;
using Fridge.Targets;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Targets;

public sealed class KnownFailuresTests
{
    [Fact]
    public void RoomsFailureInsideALibrarys_IsWhatAPersonReads()
    {
        var lost = new FridgeException("The connection to pico-0 was lost.", "Type it again.");

        var failure = KnownFailures.Explain(new HttpRequestException("An error occurred while sending the request.", new IOException("x", lost)))!;

        (failure.Message, failure.NextStep, failure.WrongUse).ShouldBe((lost.Message, lost.NextStep, false));
    }

    [Fact]
    public void Refusal_IsInTheEnginesWords_WithTheWholeAnswerAsEvidence()
    {
        var failure = KnownFailures.Explain(new DockerApiException(HttpStatusCode.ServiceUnavailable, """{"message":"The swarm does not have a leader."}"""))!;

        failure.Message.ShouldBe("An engine refused a request: The swarm does not have a leader.");
        failure.NextStep.ShouldNotBeNull();
        failure.Evidence.ShouldHaveSingleItem().ShouldContain("ServiceUnavailable");
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"message":null}""")]
    public void RefusalInOtherWords_IsShownAsItCame(string body) =>
        KnownFailures.Explain(new DockerApiException(HttpStatusCode.BadGateway, body))!.Message.ShouldContain("BadGateway");

    [Fact]
    public void LostConnection_SaysWhatIsBelow()
    {
        var failure = KnownFailures.Explain(new HttpRequestException("An error occurred.", new HttpIOException(HttpRequestError.ResponseEnded, "The response ended prematurely.")))!;

        failure.Message.ShouldBe("A connection failed: An error occurred.");
        failure.Evidence.ShouldHaveSingleItem().ShouldStartWith("The response ended prematurely.");
    }

    [Fact]
    public void WorldOutside_IsNoBug_AndNoWrongUse()
    {
        Exception[] outside =
        [
            new IOException("No space left on device"), new SocketException((int)SocketError.ConnectionReset), new TimeoutException("too long"),
            new TaskCanceledException("A task was canceled.", new TimeoutException("100 s are over")), new UnauthorizedAccessException("Access to the path is denied."),
        ];

        foreach (var exception in outside)
        {
            var failure = KnownFailures.Explain(exception).ShouldNotBeNull();
            failure.Message.ShouldContain(exception.Message);
            failure.NextStep.ShouldNotBeNullOrEmpty();
            failure.WrongUse.ShouldBeFalse();
        }
    }

    [Fact]
    public void WhatIsWrongInAFile_HasItsPlace_ForWhoeverShowsItThere()
    {
        Exception[] inFiles =
        [
            new ClusterFileException(new Diagnostic("a.yaml", 3, 7, "'nods'", "a key of the cluster file", "nodes")),
            new FlinkConfException([new Diagnostic("a.yaml", 3, 7, "'nods'", "a key of the cluster file", "nodes")]),
            new TemplateException(new TemplateError("a.yaml", 3, 7, "'nods'; a key of the cluster file; did you mean 'nodes'?")),
            new FridgeException("x") { Places = [new SourcePlace("a.yaml", 3, 7, "'nods'; a key of the cluster file; did you mean 'nodes'?")] },
        ];

        foreach (var exception in inFiles)
            KnownFailures.Explain(exception)!.Places.ShouldBe([new SourcePlace("a.yaml", 3, 7, "'nods'; a key of the cluster file; did you mean 'nodes'?")]);
    }

    [Fact]
    public void Bug_StaysOne()
    {
        KnownFailures.Explain(new NullReferenceException()).ShouldBeNull();
        KnownFailures.Explain(new InvalidOperationException("lacks its condition")).ShouldBeNull();
    }
}
