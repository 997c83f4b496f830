using Docker.DotNet;
using Fridge.Tooling;
using Fridge.Tooling.Engines;

namespace Fridge.Rollout.Swarm;

/// <summary>The first manager's engine is there, and has no swarm, or none that answers now.</summary>
internal sealed class SwarmUnavailableException : FridgeException
{
    private SwarmUnavailableException(string message, string nextStep, DockerApiException refusal)
        : base(message, nextStep, inner: refusal)
    {
    }

    /// <param name="refusal">With status 503.</param>
    public static SwarmUnavailableException Of(string stack, DockerApiException refusal)
    {
        var words = EngineRefusal.Words(refusal);
        return words.Contains("docker swarm init", StringComparison.Ordinal)
            ? new($"{stack} has no swarm: the engine of its first manager is in none.", "./build.sh Deploy forms it and brings the stack.", refusal)
            : new(
                $"The swarm of {stack} doesn't answer: {words}",
                "An engine that has just started needs some seconds: run the same command again, or see docker info on the first manager.",
                refusal);
    }
}
