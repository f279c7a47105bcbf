using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Errand.Dashboard.Serving;

/// <summary>What a request is answered with.</summary>
public sealed record Page
{
    /// <summary>Where the page stands in the rail.</summary>
    public PageArea Area { get; init; }

    public int Status { get; init; } = StatusCodes.Status200OK;

    public string Title { get; init; } = "";

    /// <summary>What is in <c>main</c>.</summary>
    public RenderFragment? Main { get; init; }

    /// <summary>The topics of <c>GET /v1/events</c> after which the page looks again, joined by commas; or the path of a task's own stream.
    /// Null: the page does not change.</summary>
    public string? Live { get; init; }

    /// <summary>The scripts that it needs beyond those of every page.</summary>
    public IReadOnlyList<string> Scripts { get; init; } = [];

    /// <summary>The style sheets that it needs beyond that of every page.</summary>
    public IReadOnlyList<string> Styles { get; init; } = [];

    /// <summary>What stands in the search field of the head.</summary>
    public string Search { get; init; } = "";

    /// <summary>The columns of the list of tasks that the search in the head keeps; null: the usual ones.</summary>
    public string? Columns { get; init; }

    /// <summary>Seconds after which it is worth trying again.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The path to go to instead, without the base.</summary>
    public string? Location { get; init; }

    /// <summary>What is sent instead of a page.</summary>
    internal PageFile? File { get; init; }

    /// <summary>A page that shows a component with its model.</summary>
    public static Page Of<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] TComponent>(
        PageArea area, string title, object model)
        where TComponent : IComponent => new()
        {
            Area = area,
            Title = title,
            Main = builder =>
            {
                builder.OpenComponent<TComponent>(0);
                builder.AddComponentParameter(1, "Model", model);
                builder.CloseComponent();
            },
        };

    /// <summary>After a form was posted, and where an address has moved.</summary>
    public static Page GoTo(string path) => new() { Location = path };
}
