using Errand.Dashboard.Forms;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Errand.Dashboard.Tests.Forms;

/// <summary>A form as its page shows it, and as a browser sends it back.</summary>
internal static class RenderedForm
{
    private static readonly IServiceProvider Services = new ServiceCollection().BuildServiceProvider();

    public static async Task<string> HtmlOfAsync(ArgsForm form)
    {
        await using var renderer = new HtmlRenderer(Services, NullLoggerFactory.Instance);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(FieldView.Field)] = form.Root });
        return await renderer.Dispatcher.InvokeAsync(
            async () => (await renderer.RenderComponentAsync<FieldView>(parameters)).ToHtmlString());
    }

    /// <summary>The form that the server has in its hands once a browser has sent this one, with nothing typed.</summary>
    public static async Task<ArgsForm> SentAsync(ArgsForm form, System.Text.Json.JsonElement schema)
    {
        var values = HtmlControls.In(await HtmlOfAsync(form)).GroupBy(control => control.Name)
            .ToDictionary(control => control.Key, control => FieldTexts.Typed(control.Last().Value));
        return ArgsForm.Posted(schema, values);
    }
}
