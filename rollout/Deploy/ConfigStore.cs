using System.Net;
using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;
using Fridge.Manifests;
using Fridge.Manifests.Swarm;
using Fridge.Rollout.Swarm;

namespace Fridge.Rollout.Deploy;

/// <summary>The stack's configs, made and removed through the Engine API; the stack's text only names them.</summary>
internal sealed class ConfigStore(IDockerClient engine, string stack)
{
    /// <summary>A config of that name has that content: its name says so.</summary>
    public async Task CreateAsync(ReleaseFile config, CancellationToken cancellationToken)
    {
        try
        {
            await engine.Configs.CreateConfigAsync(new SwarmCreateConfigParameters { Config = Spec(config) }, cancellationToken);
        }
        catch (DockerApiException e) when (e.StatusCode == HttpStatusCode.Conflict)
        {
            // It came in the meantime, from a run that was interrupted after it.
        }
    }

    public Task RemoveAsync(ObservedFile config, CancellationToken cancellationToken) =>
        engine.Configs.RemoveConfigAsync(config.Id, cancellationToken);

    private SwarmConfigSpec Spec(ReleaseFile config) => new()
    {
        Name = config.Name,
        Data = Encoding.UTF8.GetBytes(config.Content),
        Labels = new Dictionary<string, string> { [StackFilter.Label] = stack },
    };
}
