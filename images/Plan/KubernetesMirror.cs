namespace Fridge.Images.Plan;

/// <summary>A place with the layout of dl.k8s.io: <c>vVERSION/bin/linux/ARCHITECTURE/NAME</c>, and <c>NAME.sha256</c> beside each.</summary>
/// <param name="Url">https, or a folder relative to the checkout; a folder may hold <c>NAME.xz</c>.</param>
/// <param name="Combined">A file there that is each component of Kubernetes, by the name that it is called by; null: each has a file of its own.</param>
public sealed record KubernetesMirror(string Url, string? Combined = null);
