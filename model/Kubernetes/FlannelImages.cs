namespace Fridge.Model;

/// <summary>flannel's two images (<c>kubernetes.flannel</c>), each by its digest: what they are on the day that somebody wrote them down, they are on every node.</summary>
/// <param name="Image">flannel itself.</param>
/// <param name="Plugin">The program by which kubelets give pods their addresses.</param>
public sealed record FlannelImages(string Image, string Plugin)
{
    /// <summary>Where upstream has them; a tag names no bytes, so that a person reads its digest: <c>docker buildx imagetools inspect</c>.</summary>
    public const string Upstream = "ghcr.io/flannel-io/flannel:v0.28.9, ghcr.io/flannel-io/flannel-cni-plugin:v1.9.1-flannel3";
}
