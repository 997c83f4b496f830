using System.Net;
using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;
using Fridge.Model;
using Fridge.Rollout.Secrets;

namespace Fridge.Rollout.Swarm;

/// <summary>The stack's secrets through the Engine API, which gives no secret's value back.</summary>
internal sealed class SecretStore(IDockerClient engine, string stack)
{
    /// <summary>A secret of that name has that value: its name says so.</summary>
    public async Task CreateAsync(NewSecret secret, CancellationToken cancellationToken)
    {
        var spec = new SwarmSecretSpec
        {
            Name = secret.Name,
            Data = Encoding.UTF8.GetBytes(secret.Content.Reveal()),
            Labels = new Dictionary<string, string> { [WorkloadLabels.Stack] = stack },
        };
        try
        {
            await engine.Secrets.CreateAsync(spec, cancellationToken);
        }
        catch (DockerApiException e) when (e.StatusCode == HttpStatusCode.Conflict)
        {
            // It came in the meantime, from a run that was interrupted after it.
        }
    }

    public Task RemoveAsync(ObservedSecret secret, CancellationToken cancellationToken) => engine.Secrets.DeleteAsync(secret.Id, cancellationToken);
}
