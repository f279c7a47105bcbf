using System.Text.Json.Serialization;

namespace Errand;

/// <summary>How the answers of the server are written and read: <c>JsonSerializer.Deserialize(text, ErrandJson.Default.TaskView)</c>.
/// Members that it does not know are ignored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(InstantConverter), typeof(RawJsonConverter)],
    MaxDepth = 256)] // Results nest to 128 levels.
[JsonSerializable(typeof(TaskView))]
[JsonSerializable(typeof(TaskTypeView))]
[JsonSerializable(typeof(ItemList<TaskTypeView>))]
[JsonSerializable(typeof(ItemList<MemberView>))]
[JsonSerializable(typeof(ItemList<QueueView>))]
[JsonSerializable(typeof(QueueView))]
[JsonSerializable(typeof(TaskExplanation))]
[JsonSerializable(typeof(ItemList<ServerProblem>))]
[JsonSerializable(typeof(ServerStats))]
[JsonSerializable(typeof(StatSeries))]
[JsonSerializable(typeof(ItemList<SettingView>))]
[JsonSerializable(typeof(ItemList<string>))]
[JsonSerializable(typeof(TaskListPage))]
[JsonSerializable(typeof(SummaryValueList))]
[JsonSerializable(typeof(TaskLogPage))]
[JsonSerializable(typeof(TaskLogEntry))]
[JsonSerializable(typeof(ItemList<TaskAttempt>))]
[JsonSerializable(typeof(TasksHint))]
[JsonSerializable(typeof(StatsHint))]
[JsonSerializable(typeof(QueuesHint))]
[JsonSerializable(typeof(HandlersHint))]
[JsonSerializable(typeof(ProblemsHint))]
[JsonSerializable(typeof(TaskActionAnswer))]
[JsonSerializable(typeof(TaskActionCount))]
[JsonSerializable(typeof(IReadOnlyList<ResultView>))]
[JsonSerializable(typeof(Scale))]
[JsonSerializable(typeof(ResultShape))]
[JsonSerializable(typeof(ResultSeries))]
[JsonSerializable(typeof(ResultHistogram))]
[JsonSerializable(typeof(ResultMatrix))]
[JsonSerializable(typeof(ResultTable))]
[JsonSerializable(typeof(ItemList<KeyView>))]
[JsonSerializable(typeof(IssuedKeyView))]
[JsonSerializable(typeof(AuditPage))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(ProblemView))]
[JsonSerializable(typeof(EndedProblemView))]
internal sealed partial class ErrandJson : JsonSerializerContext;
