using System.Net;
using Docker.DotNet;
using Fridge.Tooling.Engines;
using Xunit;

namespace Fridge.Tests.Support;

/// <summary>An engine that knows its version, and one answer to all else.</summary>
internal sealed class StubEngine(string version, HttpStatusCode status = HttpStatusCode.OK, string body = "[]") : EngineDouble
{
    public Task<IDockerClient> OpenAsync() => EngineClient.OpenAsync("stub", ConnectAsync, TestContext.Current.CancellationToken);

    protected override byte[] Answer(bool asksVersion) => asksVersion ? Response(Version(version)) : Response(body, status);
}
