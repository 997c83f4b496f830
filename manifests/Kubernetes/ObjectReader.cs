using System.Collections.Immutable;
using Fridge.Manifests.Grammar;
using Fridge.Manifests.Values;

namespace Fridge.Manifests.Kubernetes;

/// <summary>Templates and overrides to objects: a document is an object, and one of a kind and name that is there already is merged onto that.</summary>
internal static class ObjectReader
{
    /// <exception cref="TemplateException">What is wrong in all files.</exception>
    public static ImmutableArray<KubernetesObject> Read(TemplateSet templates, Variables variables)
    {
        var errors = ImmutableArray.CreateBuilder<TemplateError>();
        var objects = ImmutableArray.CreateBuilder<KubernetesObject>();
        foreach (var file in templates.Documents)
        {
            try
            {
                foreach (var (line, value) in YamlTemplate.RenderAll(file, variables))
                    Add(objects, Object(file, line, value), templates.Overrides.Contains(file.Path));
            }
            catch (TemplateException e)
            {
                errors.AddRange(e.Errors);
            }
        }

        errors.AddRange(objects.Where(each => each.ApiVersion.Length == 0).Select(each => each.Error("it has no apiVersion; or no template has an object of this kind and name to merge it onto")));
        return errors.Count == 0 ? objects.ToImmutable() : throw new TemplateException(errors.ToImmutable());
    }

    private static KubernetesObject Object(TemplateFile file, long line, Value value)
    {
        if (value is not Mapping definition)
            throw new TemplateException(new TemplateError(file.Path, line, 1, $"a document is an object of Kubernetes, found {value.Kind}"));
        var read = new KubernetesObject(file.Path, line, definition);
        return read.Kind.Length > 0 && read.Name.Length > 0 ? read : throw new TemplateException(
            new TemplateError(file.Path, line, 1, "an object of Kubernetes has kind and metadata.name; this document lacks one of them"));
    }

    private static void Add(ImmutableArray<KubernetesObject>.Builder objects, KubernetesObject read, bool isOverride)
    {
        var at = objects.FindIndex(old => old.Kind == read.Kind && old.Name == read.Name);
        if (at < 0)
            objects.Add(read);
        else if (isOverride)
            objects[at] = read with { Definition = DeepMerge.Kubernetes.Merge(objects[at].Definition, read.Definition) };
        else
            throw read.Refuse($"there is one of this name already, in {objects[at].Path}:{objects[at].Line}");
    }

    private static int FindIndex(this ImmutableArray<KubernetesObject>.Builder objects, Predicate<KubernetesObject> match) => objects.ToList().FindIndex(match);
}
