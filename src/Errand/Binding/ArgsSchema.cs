using System.ComponentModel;
using System.Reflection;
using System.Text.Json.Nodes;
using Errand.Binding.Schema;

namespace Errand.Binding;

/// <summary>The schema of a signature's args object.</summary>
internal static class ArgsSchema
{
    public static JsonObject Write(TaskSignature signature, SchemaWriter writer)
    {
        JsonObject args = signature.WholeArgs is { } whole ? WriteWhole(whole, writer) : WriteMembers(signature, writer);
        return SchemaDocument.Complete(args, writer);
    }

    private static JsonObject WriteWhole(TaskParameter parameter, SchemaWriter writer)
    {
        if (SchemaLeaf.ReadsAnything(parameter.Clr.ParameterType))
        {
            return new JsonObject { ["type"] = "object" };
        }

        return writer.Write(Site(parameter));
    }

    private static JsonObject WriteMembers(TaskSignature signature, SchemaWriter writer)
    {
        var members = new JsonObject();
        var required = new JsonArray();
        foreach (TaskParameter parameter in signature.Members)
        {
            SchemaSite site = Site(parameter);
            JsonObject node = writer.Write(site);
            if (parameter.IsOptional)
            {
                SchemaDefault.Put(node, parameter.Clr.DefaultValue, site);
            }
            else
            {
                required.Add((JsonNode)parameter.Name); // Without the cast it is the generic overload, which needs reflection.
            }

            members[parameter.Name] = node;
        }

        var args = new JsonObject { ["type"] = "object", ["properties"] = members };
        if (required.Count > 0)
        {
            args["required"] = required;
        }

        args["additionalProperties"] = false;
        return args;
    }

    private static SchemaSite Site(TaskParameter parameter) => new()
    {
        Type = parameter.Json!,
        Words = $"the parameter \"{parameter.Name}\"",
        MayBeNull = parameter.MayBeNull,
        Nullability = parameter.Nullability,
        Attributes = [.. parameter.Clr.GetCustomAttributes()],
        Description = parameter.Clr.GetCustomAttribute<DescriptionAttribute>()?.Description
            ?? XmlDocs.Of(parameter.Clr.Member).Parameter(parameter.Clr),
    };
}
