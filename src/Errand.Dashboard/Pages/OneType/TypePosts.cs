using System.Text.Json;
using Errand.Dashboard.Forms;
using Errand.Dashboard.Serving;
using Errand.Web.Http;
using Microsoft.AspNetCore.Http;

namespace Errand.Dashboard.Pages.OneType;

/// <summary>What the buttons of the form of a type do: they add to it, show it in another way, or run a task.</summary>
internal static class TypePosts
{
    private const string Add = "add:";
    private const string Remove = "remove:";
    private const string Open = "open:";

    public static async Task<Page> AnswerAsync(PageRequest request)
    {
        string name = RouteValue.Type(request.Context);
        if (await request.Tasks.FindTypeAsync(name, request.Aborted) is not { } type)
        {
            return Notice.NoType(name);
        }

        IFormCollection form = await request.ReadFormAsync();
        Dictionary<string, string> values = PostedFields.ValuesOf(form);
        await PostedFiles.ReadAsync(form, values, request.Aborted);
        RunModel run = RunForm.Posted(type, values);
        string action = values.GetValueOrDefault("do", "run");
        return action == "run"
            ? await RunAsync(request, type, run)
            : await PageOfAsync(request, type, Changed(request, type, run, action), StatusCodes.Status200OK);
    }

    private static RunModel Changed(PageRequest request, TaskTypeView type, RunModel run, string action)
    {
        switch (action)
        {
            case "json":
                return RunForm.AsJson(run);
            case "fields":
                return RunForm.AsFields(run, type);
            case "calls":
                return WithCalls(request, type, run);
        }

        if (action.StartsWith(Add, StringComparison.Ordinal))
        {
            run.Fields?.Add(action[Add.Length..]);
        }
        else if (action.StartsWith(Remove, StringComparison.Ordinal))
        {
            run.Fields?.Remove(action[Remove.Length..]);
        }
        else if (action.StartsWith(Open, StringComparison.Ordinal))
        {
            run.Fields?.Open(action[Open.Length..]);
        }

        return run;
    }

    private static RunModel WithCalls(PageRequest request, TaskTypeView type, RunModel run)
    {
        ArgsText text = RunForm.TextOf(run);
        List<Fault> faults = [.. text.Faults];
        SubmitOptions options = run.Options.Read(faults);
        return faults.Count > 0
            ? Refused(type, run, text, faults)
            : run with
            {
                Calls = CallTexts.Of(
                    request.ApiUrl,
                    type.Name,
                    text.Json,
                    options.IdempotencyKey == run.Key ? options with { IdempotencyKey = null } : options),
            };
    }

    private static async Task<Page> RunAsync(PageRequest request, TaskTypeView type, RunModel run)
    {
        ArgsText text = RunForm.TextOf(run);
        List<Fault> faults = [.. text.Faults];
        SubmitOptions options = run.Options.Read(faults);
        if (faults.Count == 0)
        {
            try
            {
                TaskId id = await request.Tasks.SubmitAsync(type.Name, JsonElement.Parse(text.Json), options, request.Aborted);
                return Page.GoTo($"/tasks/{id}");
            }
            catch (InvalidTaskException e)
            {
                faults = e.Faults.Count > 0 ? [.. e.Faults] : [new Fault("", FaultCode.Type, e.Message)];
            }
        }

        return await PageOfAsync(request, type, Refused(type, run, text, faults), StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>Nothing was stored, so the next try is another request: a key that was made for this form is made again.</summary>
    private static RunModel Refused(TaskTypeView type, RunModel run, ArgsText text, List<Fault> faults)
    {
        string key = RunForm.NewKey();
        RunModel fresh = run.Options[OptionTexts.IdempotencyKey] == run.Key
            ? run with { Key = key, Options = run.Options.With(OptionTexts.IdempotencyKey, key) }
            : run;
        return RunForm.WithFaults(fresh, text, faults) with { OptionFields = fresh.Options.FieldsOf(type, faults) };
    }

    private static async Task<Page> PageOfAsync(PageRequest request, TaskTypeView type, RunModel run, int status)
    {
        TypeModel model = await TypeQuery.ModelOfAsync(request, type);
        return TypeQuery.PageOf(model with { Tab = TypeTab.Run, Run = run, From = new FilledFrom("") }) with { Status = status };
    }
}
