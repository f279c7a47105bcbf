using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Errand.Web;

/// <summary>The addresses of a task: absolute when the server knows its public base address, else paths.</summary>
internal static class TaskUrl
{
    public static string Base(HttpRequest request, WebOptions options) =>
        options.BackendUrl is { } backend ? backend.AbsoluteUri.TrimEnd('/') : request.PathBase.ToUriComponent();

    public static string Self(string baseUrl, TaskId id) => string.Create(CultureInfo.InvariantCulture, $"{baseUrl}/v1/tasks/{id.Value}");

    public static string Result(string baseUrl, TaskId id) => string.Create(CultureInfo.InvariantCulture, $"{baseUrl}/v1/tasks/{id.Value}/result");

    public static string Events(string baseUrl, TaskId id) => string.Create(CultureInfo.InvariantCulture, $"{baseUrl}/v1/tasks/{id.Value}/events");

    public static string View(string baseUrl, TaskId id) => string.Create(CultureInfo.InvariantCulture, $"{baseUrl}/tasks/{id.Value}");
}
